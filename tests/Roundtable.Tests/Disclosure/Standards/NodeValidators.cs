using System.Diagnostics;

namespace Roundtable.Tests.Disclosure.Standards;

/// <summary>ajv with CycloneDX's schemas, and jsonld's expansion in its safe mode, which refuses members without a meaning; all from npm.</summary>
internal static class NodeValidators
{
    // The library is taken for the schemas that it brings.
    private static readonly string[] _packages = ["ajv@8.20.0", "ajv-formats@3.0.1", "jsonld@8.3.3", "@cyclonedx/cyclonedx-library@10.3.0"];

    private const string Script = """
        import { readFileSync, readdirSync } from 'node:fs';
        import { join } from 'node:path';
        import Ajv from 'ajv';
        import addFormats from 'ajv-formats';
        import jsonld from 'jsonld';
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
        let held = 0;
        for (const name of readdirSync(process.argv[2])) {
          const json = read(join(process.argv[2], name));
          if (name.endsWith('.cyclonedx.json')) {
            if (!validate(json)) { console.log(name, JSON.stringify(validate.errors.slice(0, 3))); process.exit(1); }
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
        var place = Path.Combine(Path.GetTempPath(), "roundtable-card-validators-1");
        if (!Directory.Exists(Path.Combine(place, "node_modules", "jsonld")))
        {
            Directory.CreateDirectory(place);
            var (code, output) = await StartAsync(place, "npm", ["install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--omit=optional", .. _packages]);
            Assert.True(code == 0, output);
        }

        await File.WriteAllTextAsync(Path.Combine(place, "check.mjs"), Script, TestContext.Current.CancellationToken);
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
