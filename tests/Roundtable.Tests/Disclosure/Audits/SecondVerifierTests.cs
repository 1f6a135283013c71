using System.Globalization;
using System.Text.Json;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Disclosure.Audits;

/// <summary>The second verifier, written in Go from the format alone, finds what ours does.</summary>
public sealed class SecondVerifierTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_agrees_on_what_was_drawn_opened_and_wrong()
    {
        foreach (var count in (int[])[1, 64, 130, 700])
        {
            using var audit = SampleAudit.Commit(SampleAudit.Rows(count));
            foreach (var unit in (Unit[])[Unit.Rows, Unit.Bytes])
            {
                IReadOnlyList<Stratum>[] samples = [[new Stratum(null, 30)], AuditSample.Proportional(audit.Corpus.Root.Sums, unit, 40)];
                foreach (var strata in samples)
                {
                    var file = audit.Answer(audit.Ask(unit, 7, strata), 7, withheld: i => i % 7 == 0);
                    var ours = AuditResult.Of(audit.Verify(file), _ => null);
                    var (code, output, error) = await VerifyAsync(audit, file.Write());
                    Assert.True(code == 0, error);
                    var theirs = JsonElement.Parse(output).GetProperty("strata").EnumerateArray()
                        .Select(s => (s.GetProperty("drawn").GetInt64(), s.GetProperty("notOpened").GetInt64(), s.GetProperty("wrong").GetInt64()));
                    Assert.Equal(ours.Strata.Select(s => (s.Drawn, s.NotOpened, s.Wrong)), theirs);
                }
            }
        }
    }

    [Fact]
    public async Task It_finds_any_byte_that_is_flipped()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(200));
        var bytes = audit.Answer(audit.Ask(Unit.Rows, 9, new Stratum(null, 5)), 9).Write();
        Assert.Equal(0, (await VerifyAsync(audit, bytes)).Code);
        var random = new Random(2);
        for (var i = 0; i < TestDepth.Of(100, 3000); i++)
        {
            var changed = bytes.ToArray();
            var at = random.Next(bytes.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            var (code, _, error) = await VerifyAsync(audit, changed);
            Assert.True(code == 1 && error.Length > 1, string.Create(CultureInfo.InvariantCulture, $"byte {at} ({(char)bytes[at]})"));
        }
    }

    [Fact]
    public async Task It_refuses_other_seeds_other_witnesses_and_other_totals()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(2000));
        var challenge = audit.Ask(Unit.Rows, 1, new Stratum(null, 10));
        Assert.Contains("not drawn", (await VerifyAsync(audit, audit.Answer(challenge, 1, seed: Digest.Of("x"u8)).Write())).Error, StringComparison.Ordinal);
        using var stranger = SampleAudit.Commit(SampleAudit.Rows(5));
        Assert.NotEqual(0, (await VerifyAsync(stranger, audit.Answer(challenge, 1).Write())).Code);
        var sums = audit.Corpus.Root.Sums.Amounts.ToList();
        sums[0] = sums[0] with { Amount = sums[0].Amount with { Bytes = sums[0].Amount.Bytes + 64 } };
        audit.State(audit.Corpus with { Root = new SumNode(audit.Corpus.Root.Hash, new ClassSums(sums)) });
        Assert.Contains("totals", (await VerifyAsync(audit, audit.Answer(challenge, 1).Write())).Error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> VerifyAsync(SampleAudit audit, byte[] file)
    {
        var path = Path.Combine(audit.Folder, "audit.json");
        await File.WriteAllBytesAsync(path, file, Cancellation);
        return await SecondVerifier.RunAsync(path, audit.Keys[0].ToString(), audit.Witness.ToString());
    }
}
