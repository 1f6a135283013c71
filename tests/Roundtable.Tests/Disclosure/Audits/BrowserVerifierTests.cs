using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Sums;
using Roundtable.Tests.Disclosure.Standards;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Disclosure.Audits;

/// <summary>The scripts of the page that verifies in a browser, run by Node: they find what the program finds, and any byte that is flipped.</summary>
public sealed class BrowserVerifierTests
{
    private const string Script = """
        import { readFileSync } from 'node:fs';
        import { Failed, verifyAudit } from './audit.mjs';
        const [cases, flips] = [JSON.parse(readFileSync('cases.json', 'utf8')), Number(process.argv[2])];
        for (const { file, key } of cases) {
          const bytes = new Uint8Array(readFileSync(file));
          try {
            const found = await verifyAudit(bytes, key);
            console.log(JSON.stringify({ strata: found.strata.map(s => [s.drawn, s.notOpened, s.wrong]), rows: found.rows.length, faults: found.faults.length }));
          } catch (error) { console.log(JSON.stringify({ refused: error instanceof Failed ? error.message : String(error.stack) })); }
        }
        const { file, key } = cases[0];
        const good = readFileSync(file);
        let [random, missed] = [12345, 0];
        for (let i = 0; i < flips; i++) {
          random = (Math.imul(random, 1103515245) + 12345) >>> 0;
          const changed = new Uint8Array(good);
          changed[random % good.length] ^= 1 << (random >>> 28 & 7);
          try { await verifyAudit(changed, key); missed++; console.error('missed', random % good.length); } catch { }
        }
        console.log(JSON.stringify({ missed }));
        """;

    [Fact]
    public async Task It_agrees_with_the_program_and_finds_any_byte_that_is_flipped()
    {
        var folder = Directory.CreateTempSubdirectory("roundtable-");
        List<SampleAudit> audits = [];
        try
        {
            JsonArray cases = [];
            List<AuditResult> ours = [];
            foreach (var count in (int[])[200, 1, 64, 130, 700])
            {
                var audit = SampleAudit.Commit(SampleAudit.Rows(count));
                audits.Add(audit);
                foreach (var unit in (Unit[])[Unit.Rows, Unit.Bytes])
                {
                    IReadOnlyList<Stratum>[] samples = [[new Stratum(null, 20)], AuditSample.Proportional(audit.Corpus.Root.Sums, unit, 25)];
                    foreach (var strata in samples)
                    {
                        var file = audit.Answer(audit.Ask(unit, 7, strata), 7, withheld: i => i % 7 == 0);
                        ours.Add(AuditResult.Of(audit.Verify(file), _ => null));
                        await AddAsync(audit, file);
                    }
                }
            }

            // What a liar answers, and what was answered with another seed.
            var last = audits[^1];
            var challenge = last.Ask(Unit.Rows, 1, new Stratum(null, 10));
            await AddAsync(last, last.Answer(challenge, 1, seed: Roundtable.Record.Entries.Digest.Of("x"u8)));
            var sums = last.Corpus.Root.Sums.Amounts.ToList();
            sums[0] = sums[0] with { Amount = sums[0].Amount with { Bytes = sums[0].Amount.Bytes + 64 } };
            last.State(last.Corpus with { Root = new SumNode(last.Corpus.Root.Hash, new ClassSums(sums)) });
            await AddAsync(last, last.Answer(challenge, 1));

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cases.json"), cases.ToJsonString(), TestContext.Current.CancellationToken);
            await ScriptsAsync(folder.FullName);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "check.mjs"), Script, TestContext.Current.CancellationToken);
            var (code, output) = await NodeValidators.StartAsync(folder.FullName, "node", ["check.mjs", FormattableString.Invariant($"{TestDepth.Of(60, 3000)}")]);
            Assert.True(code == 0, output);
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonElement.Parse(l)).ToList();
            Assert.Equal(cases.Count + 1, lines.Count);
            foreach (var (result, found) in ours.Zip(lines))
            {
                Assert.True(found.TryGetProperty("strata", out var strata), found.ToString());
                Assert.Equal(
                    result.Strata.Select(s => (s.Drawn, s.NotOpened, s.Wrong)),
                    strata.EnumerateArray().Select(s => (s[0].GetInt64(), s[1].GetInt64(), s[2].GetInt64())));
            }

            Assert.Contains("not drawn", lines[ours.Count].GetProperty("refused").GetString(), StringComparison.Ordinal);
            Assert.Contains("totals", lines[ours.Count + 1].GetProperty("refused").GetString(), StringComparison.Ordinal);
            Assert.True(lines[^1].GetProperty("missed").GetInt32() == 0, output);

            async Task AddAsync(SampleAudit audit, AuditFile file)
            {
                var path = Path.Combine(folder.FullName, FormattableString.Invariant($"{cases.Count}.json"));
                await File.WriteAllBytesAsync(path, file.Write(), TestContext.Current.CancellationToken);
                cases.Add(new JsonObject { ["file"] = path, ["key"] = audit.Keys[0].ToString() });
            }
        }
        finally
        {
            audits.ForEach(a => a.Dispose());
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Puts the scripts of the page into a folder, as Node wants them called.</summary>
    internal static async Task ScriptsAsync(string folder)
    {
        var assets = Path.Combine(Repository.Root, "src", "Roundtable.Web", "Site", "Assets");
        foreach (var name in (string[])["proofs", "audit"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(assets, name + ".js"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder, name + ".mjs"), text.Replace("./proofs.js", "./proofs.mjs", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }
    }
}
