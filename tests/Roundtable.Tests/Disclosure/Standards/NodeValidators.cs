using System.Diagnostics;

namespace Roundtable.Tests.Disclosure.Standards;

/// <summary>
/// ajv with CycloneDX's schemas, jsonld's expansion in its safe mode, which refuses members without a meaning, and SHACL; all from npm. SPDX's schema and its
/// shapes are in no package: where ROUNDTABLE_SPDX_MODEL names a folder with schema.json, spdx-model.ttl and spdx-context.jsonld of SPDX 3.0.1 they are used,
/// and always <see cref="SpdxShapes"/>, which are ours.
/// </summary>
internal static class NodeValidators
{
    // The library is taken for the schemas that it brings.
    private static readonly string[] _packages = ["ajv@8.20.0", "ajv-formats@3.0.1", "jsonld@8.3.3", "@cyclonedx/cyclonedx-library@10.3.0", "rdf-validate-shacl@0.6.5", "n3@2.13.12"];

    private const string Script = """
        import { readFileSync, readdirSync } from 'node:fs';
        import { join } from 'node:path';
        import Ajv from 'ajv';
        import Ajv2020 from 'ajv/dist/2020.js';
        import addFormats from 'ajv-formats';
        import jsonld from 'jsonld';
        import { Parser, Store } from 'n3';
        import Validator from 'rdf-validate-shacl';
        const schemas = 'node_modules/@cyclonedx/cyclonedx-library/res/schema/';
        const read = path => JSON.parse(readFileSync(path, 'utf8'));
        const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, formats: { 'iri-reference': true, 'idn-email': true } });
        addFormats(ajv);
        for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
          const schema = read(`${schemas}${name}.SNAPSHOT.schema.json`);
          delete schema.$id;
          ajv.addSchema(schema, `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
        }
        const validate = ajv.compile(read(`${schemas}bom-1.7.SNAPSHOT.schema.json`));
        const model = process.env.ROUNDTABLE_SPDX_MODEL;
        const schema = model && new Ajv2020.default({ strict: false, allErrors: true, validateFormats: false }).compile(read(join(model, 'schema.json')));
        const shapes = path => new Validator(new Store(new Parser().parse(readFileSync(path, 'utf8'))));
        const judges = [shapes('shapes.ttl'), ...model ? [shapes(join(model, 'spdx-model.ttl'))] : []];
        const context = read(model ? join(model, 'spdx-context.jsonld') : 'context.json');
        const facts = model ? new Parser().parse(readFileSync(join(model, 'spdx-model.ttl'), 'utf8')) : [];
        let held = 0;
        for (const name of readdirSync(process.argv[2])) {
          const json = read(join(process.argv[2], name));
          if (name.endsWith('.cyclonedx.json')) {
            if (!validate(json)) { console.log(name, JSON.stringify(validate.errors.slice(0, 3))); process.exit(1); }
          } else if (name.endsWith('.spdx.json')) {
            if (schema && !schema(json)) { console.log(name, JSON.stringify(schema.errors.slice(0, 3))); process.exit(1); }
            const nquads = await jsonld.toRDF(json, { format: 'application/n-quads', safe: true, documentLoader: url => ({ document: context, documentUrl: url }) });
            const data = new Store([...new Parser().parse(nquads), ...facts]);
            for (const judge of judges) {
              const report = await judge.validate(data);
              if (!report.conforms) {
                console.log(name, report.results.slice(0, 3).map(r => `${r.focusNode?.value} ${r.path?.value} ${r.message.map(m => m.value)} ${r.value?.value}`).join('; '));
                process.exit(1);
              }
            }
          } else {
            try {
              const expanded = await jsonld.expand(json, { safe: true, documentLoader: url => { throw new Error('loads ' + url); } });
              if (expanded.length === 0) throw new Error('nothing is left of it');
            } catch (e) { console.log(name, e.message, JSON.stringify(e.details ?? '').slice(0, 500)); process.exit(1); }
          }
          held++;
        }
        console.log(held + ' documents hold');
        """;

    /// <summary>Validates every file of a folder by the end of its name.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder)
    {
        // Its place is kept between runs.
        var place = Path.Combine(Path.GetTempPath(), "roundtable-card-validators-2");
        if (!Directory.Exists(Path.Combine(place, "node_modules", "rdf-validate-shacl")))
        {
            Directory.CreateDirectory(place);
            var (code, output) = await StartAsync(place, "npm", ["install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--omit=optional", .. _packages]);
            Assert.True(code == 0, output);
        }

        await File.WriteAllTextAsync(Path.Combine(place, "check.mjs"), Script, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(place, "shapes.ttl"), SpdxShapes.Shapes, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(place, "context.json"), SpdxShapes.Context, TestContext.Current.CancellationToken);
        return await StartAsync(place, "node", ["check.mjs", folder]);
    }

    /// <summary>Runs a program in a folder.</summary>
    public static async Task<(int Code, string Output)> StartAsync(string folder, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
