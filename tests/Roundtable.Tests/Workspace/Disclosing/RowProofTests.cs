using System.Text;
using Roundtable.Corpus.Plans;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Tests.Disclosure.Audits;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Tests.Workspace.Disclosing;

/// <summary>That a row is in a commitment, or that none equal to it is.</summary>
public sealed class RowProofTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Rows_are_shown_to_be_there_and_others_not_to_be()
    {
        var lines = Enumerable.Range(0, 150).Select(i => $$"""{"text":"Row {{i % 140}} of some."}""").ToList();
        var folder = await CommitAsync(lines);
        var keys = VerifierKey.ParseList(await File.ReadAllTextAsync(Path.Combine(_workspace.Path, "log", "keys"), Cancellation));
        var service = new AuditedService(_workspace.Context);
        var output = Path.Combine(_workspace.Path, "proof.json");
        for (var i = 0; i < 150; i += 37)
        {
            Assert.True(await service.ProveAsync(folder, Digest.Of(Encoding.UTF8.GetBytes(lines[i])), output, Cancellation));
            var given = Assert.IsType<GivenFile.Disclosure>(await GivenFile.VerifyAsync(output, keys, null, null, null, Cancellation));
            Assert.True((bool)given.Found["present"]!);
        }

        for (var i = 0; i < TestDepth.Of(20, 200); i++)
        {
            var absent = Digest.Of(BitConverter.GetBytes(i));
            Assert.False(await service.ProveAsync(folder, absent, output, Cancellation));
            var proof = RowProof.Read(await File.ReadAllBytesAsync(output, Cancellation));
            var (corpus, row, _) = proof.Verify(keys, null);
            Assert.Equal((null, 140L), (row, corpus.Distinct));

            // The same neighbours prove nothing of a row that is there.
            var there = proof with { Content = Digest.Of(Encoding.UTF8.GetBytes(lines[i % lines.Count])) };
            Assert.Contains("between", Assert.Throws<FormatException>(() => there.Verify(keys, null)).Message, StringComparison.Ordinal);
            if (proof.Neighbours.Count == 2)
            {
                Assert.Throws<FormatException>(() => (proof with { Neighbours = [proof.Neighbours[0]] }).Verify(keys, null));
            }
        }
    }

    [Fact]
    public async Task Neighbours_that_are_none_and_flipped_bytes_are_refused()
    {
        var folder = await CommitAsync([.. Enumerable.Range(0, 100).Select(i => $$"""{"text":"Row {{i}} of some."}""")]);
        var keys = VerifierKey.ParseList(await File.ReadAllTextAsync(Path.Combine(_workspace.Path, "log", "keys"), Cancellation));
        var output = Path.Combine(_workspace.Path, "proof.json");
        var service = new AuditedService(_workspace.Context);
        var there = Digest.Of("{\"text\":\"Row 7 of some.\"}"u8);
        await service.ProveAsync(folder, Digest.Of("absent"u8), output, Cancellation);
        var proof = RowProof.Read(await File.ReadAllBytesAsync(output, Cancellation));

        // Two places around a row that is there, which do not follow each other.
        var corpus = CommittedCorpus.Read(proof.Commitment.Document);
        var secrets = new Roundtable.Disclosure.Sums.RowSecrets(ScanSecret.Read(_workspace.Path), Convert.FromHexString(corpus.Id));
        using var distinct = new DistinctRows(folder, secrets);
        var at = distinct.Find(DistinctRows.Value(Convert.FromHexString(corpus.Id), there));
        var around = proof with { Content = there, Neighbours = [.. new[] { at - 1, at + 1 }.Where(i => i >= 0 && i < distinct.Count).Select(distinct.At)] };
        Assert.Contains("between", Assert.Throws<FormatException>(() => around.Verify(keys, null)).Message, StringComparison.Ordinal);

        await service.ProveAsync(folder, there, Path.Combine(_workspace.Path, "there.json"), Cancellation);
        foreach (var path in (string[])[output, Path.Combine(_workspace.Path, "there.json")])
        {
            var bytes = await File.ReadAllBytesAsync(path, Cancellation);
            var said = RowProof.Read(bytes).Content;
            var random = new Random(3);
            for (var i = 0; i < TestDepth.Of(200, 5000); i++)
            {
                var changed = bytes.ToArray();
                changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    // One flip in a hundred in the digest of a row that is absent makes another that stands between the same neighbours, and is absent too.
                    var other = RowProof.Read(changed);
                    Assert.Null(other.Verify(keys, null).Row);
                    Assert.NotEqual(said, other.Content);
                }
                catch (FormatException)
                {
                    // Refused.
                }
            }
        }
    }

    [Fact]
    public async Task An_audit_is_verified_by_the_verb_that_verifies_everything()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(100));
        var path = _workspace.Write("audit.json", "");
        await File.WriteAllBytesAsync(
            path, audit.Answer(audit.Ask(Roundtable.Disclosure.Sums.Unit.Rows, 1, new Stratum(null, 5)), 1, withheld: i => i % 2 == 0).Write(), Cancellation);
        var given = Assert.IsType<GivenFile.Disclosure>(await GivenFile.VerifyAsync(path, audit.Keys, audit.Policy, null, null, Cancellation));
        Assert.Equal(5, (int)given.Found["drawn"]! + 0);
        _workspace.Write("audit.json", (await File.ReadAllTextAsync(path, Cancellation)).Replace("roundtable-audit/1", "roundtable-audit/2", StringComparison.Ordinal));
        var broken = Assert.IsType<GivenFile.BrokenProof>(await GivenFile.VerifyAsync(path, audit.Keys, audit.Policy, null, null, Cancellation));
        Assert.Contains("newer", broken.Problem, StringComparison.Ordinal);
    }

    private async Task<string> CommitAsync(IReadOnlyList<string> lines)
    {
        _workspace.Write("corpus.jsonl", string.Concat(lines.Select(l => l + "\n")));
        var request = new ScanRequest
        {
            Paths = [Path.Combine(_workspace.Path, "corpus.jsonl")],
            Folder = Path.Combine(_workspace.Path, "report"),
            Settings = new ScanSettings { Duplicates = false },
        };
        var service = new ScanService(_workspace.Context);
        using var prepared = await service.PrepareAsync(request, new ScanListener(), Cancellation);
        await ScanService.LabelAsync(prepared, request, new ScanListener(), Cancellation);
        await service.FinishAsync(prepared, request.Report, new ScanListener(), Cancellation);
        var made = await new CommitService(_workspace.Context).CommitAsync(request.Folder, Path.Combine(_workspace.Path, "commitment"), null, null, Cancellation);
        return made.Folder;
    }
}
