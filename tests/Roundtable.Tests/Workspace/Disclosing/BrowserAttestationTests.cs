using System.Text.Json;
using Roundtable.Disclosure.Attestations;
using Roundtable.Tests.Disclosure.Audits;
using Roundtable.Tests.Disclosure.Standards;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Disclosing;

namespace Roundtable.Tests.Workspace.Disclosing;

/// <summary>The scripts of the page that verifies in a browser, run by Node over an attestation of files and its proof.</summary>
public sealed class BrowserAttestationTests : IDisposable
{
    // Files are given as the page gives them: their SHA-256 by name.
    private const string Script = """
        import { createHash } from 'node:crypto';
        import { readFileSync } from 'node:fs';
        import { Failed, verifyAttestation } from './audit.mjs';
        const [bundlePath, proofPath, keyPath, filesPath, flips] = process.argv.slice(2);
        const [bundle, proof] = [bundlePath, proofPath].map(p => new Uint8Array(readFileSync(p)));
        const key = readFileSync(keyPath, 'utf8');
        const texts = Object.entries(JSON.parse(readFileSync(filesPath, 'utf8')));
        const files = new Map(texts.map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]));
        const found = await verifyAttestation(bundle, proof, key, files);
        console.log(JSON.stringify(found));
        const refused = async act => { try { await act(); return null; } catch (error) { return error instanceof Failed ? error.message : String(error.stack); } };
        const other = readFileSync(process.argv[7], 'utf8');
        console.log(JSON.stringify({ key: await refused(() => verifyAttestation(bundle, proof, other, files)) }));
        const missed = [];
        for (const [name, good] of [['bundle', bundle], ['proof', proof]]) {
          const step = Math.max(1, Math.floor(good.length / Number(flips)));
          for (let at = 0; at < good.length; at += step) {
            const changed = new Uint8Array(good);
            changed[at] ^= 1 << (at % 7);
            const [b, p] = name === 'bundle' ? [changed, proof] : [bundle, changed];
            if (await refused(() => verifyAttestation(b, p, key, files)) === null) { missed.push(name + ' ' + at); }
          }
        }
        console.log(JSON.stringify({ missed }));
        """;

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task It_names_what_is_missing_changed_and_more_and_finds_any_byte_that_is_flipped()
    {
        await SampleDisclosures.RegisterAsync(_workspace.Context);
        Directory.CreateDirectory(In("model"));
        foreach (var name in (string[])["a.safetensors", "b ü.safetensors", "config.json"])
        {
            await File.WriteAllTextAsync(In($"model/{name}"), name, Cancellation);
        }

        var made = await new AttestationService(_workspace.Context).AttestAsync([In("model")], "model:acme/small@2", null, Cancellation);
        var files = new Dictionary<string, string> { ["a.safetensors"] = "a.safetensors", ["b ü.safetensors"] = "other weights", ["pickle.bin"] = "" };
        await File.WriteAllTextAsync(In("files.json"), JsonSerializer.Serialize(files), Cancellation);
        await File.WriteAllTextAsync(In("other.key"), Roundtable.Record.Checkpoints.SigningKey.New("other.example/log").Verifier.ToString(), Cancellation);
        await BrowserVerifierTests.ScriptsAsync(_workspace.Path);
        await File.WriteAllTextAsync(In("check.mjs"), Script, Cancellation);
        var (code, output) = await NodeValidators.StartAsync(
            _workspace.Path,
            "node",
            ["check.mjs", made.Path, made.Path + AttestationBundle.ProofEnd, In("log/keys"), In("files.json"), $"{TestDepth.Of(100, 100_000)}", In("other.key")]);
        Assert.True(code == 0, output);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonElement.Parse(l)).ToList();
        Assert.Equal(("urn:roundtable:model:acme/small@2", made.Leaf, 3), (
            lines[0].GetProperty("entry").GetString(), lines[0].GetProperty("leaf").GetInt64(), lines[0].GetProperty("files").GetInt32()));
        Assert.Equal(["config.json"], Names("missing"));
        Assert.Equal(["b ü.safetensors"], Names("changed"));
        Assert.Equal(["pickle.bin"], Names("extra"));
        Assert.Contains("not signed by", lines[1].GetProperty("key").GetString(), StringComparison.Ordinal);
        Assert.Equal("[]", lines[2].GetProperty("missed").GetRawText());

        IEnumerable<string?> Names(string member) => lines[0].GetProperty(member).EnumerateArray().Select(n => n.GetString());
    }

    private string In(string name) => Path.Combine(_workspace.Path, name);
}
