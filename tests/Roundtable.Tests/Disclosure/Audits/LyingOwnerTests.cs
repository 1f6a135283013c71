using System.Text;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Disclosure.Audits;

/// <summary>Owners who lie: each is found, at least as often as the bound promises.</summary>
public sealed class LyingOwnerTests
{
    [Fact]
    public void Classes_shifted_within_the_totals_are_found_at_the_promised_rate()
    {
        // One row of twenty is synthetic and counted as human.
        using var audit = SampleAudit.Commit(Enumerable.Range(0, 2000).Select(i =>
            i % 20 == 3 ? (SampleAudit.Human, $"{SampleAudit.Synthetic} {i}") : (SampleAudit.Human, $"{SampleAudit.Human} {i}")));
        AtRate(audit, new Stratum(null, 59), 0.95);
    }

    [Fact]
    public void Rows_that_are_counted_and_not_there_are_found_at_the_promised_rate()
    {
        // Three blocks of sixty hold nothing but sums.
        using var audit = SampleAudit.Commit(SampleAudit.Rows(57 * RowBlock.Size));
        var blocks = Blocks(audit);
        var ghost = new SumNode(Digest.Of("nothing"u8), new ClassSums([new ClassAmount(0, new Amount(RowBlock.Size, 6400, 0))]));
        Restate(audit, [.. blocks, ghost, ghost, ghost]);
        using var rows = File.OpenWrite(Path.Combine(audit.Folder, CommittedRows.RowsFile));
        rows.Seek(0, SeekOrigin.End);
        var record = new byte[CommittedRows.RecordLength];
        for (var i = 0; i < 3 * RowBlock.Size; i++)
        {
            new CommittedRow(1_000_000, 0, 100, 0, default).CopyTo(record);
            rows.Write(record);
        }

        rows.Dispose();
        AtRate(audit, new Stratum(null, 59), 0.95, withheld: i => i == 1_000_000);
    }

    [Fact]
    public void Totals_moved_from_one_class_to_another_do_not_lead_to_the_root()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(400));
        var sums = audit.Corpus.Root.Sums.Amounts.ToList();
        sums[0] = sums[0] with { Amount = sums[0].Amount with { Rows = sums[0].Amount.Rows - 10 } };
        sums[1] = sums[1] with { Amount = sums[1].Amount with { Rows = sums[1].Amount.Rows + 10 } };
        audit.State(audit.Corpus with { Root = new SumNode(audit.Corpus.Root.Hash, new ClassSums(sums)) });
        var problem = Assert.Throws<FormatException>(() => audit.Verify(audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 5)), 1))).Message;
        Assert.Contains("sums", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_moved_between_subtrees_are_found()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(400));
        var file = audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 1)), 1);
        var nodes = file.Nodes.ToList();
        (nodes[0], nodes[1]) = (nodes[0] with { Sums = nodes[1].Sums }, nodes[1] with { Sums = nodes[0].Sums });
        Assert.NotEqual(file.Nodes[0].Sums, file.Nodes[1].Sums);
        Assert.StartsWith("row 1 of the opened ones", Refused(audit, file with { Nodes = nodes }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-5", "negative")]
    [InlineData("9007199254740992", "overflows")]
    [InlineData("9223372036854775807", "overflows")]
    public void Negative_and_overflowing_sums_are_refused(string number, string why)
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(400));
        var text = Encoding.UTF8.GetString(audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 1)), 1).Write());
        var at = text.IndexOf("\"sums\":[[0,", StringComparison.Ordinal) + "\"sums\":[[0,".Length;
        var changed = text[..at] + number + text[text.IndexOf(',', at)..];
        Assert.Contains(why, Assert.Throws<FormatException>(() => AuditFile.Read(Encoding.UTF8.GetBytes(changed))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_that_overflow_only_together_are_refused()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(400));
        var file = audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 1)), 1);
        var most = new ClassSums([new ClassAmount(0, new Amount(1, Amount.Max, 0))]);
        Assert.Contains("overflows", Refused(audit, file with { Nodes = [.. file.Nodes.Select(n => n with { Sums = most })] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_counted_twice_stand_out()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(100).Concat(SampleAudit.Rows(100)));
        var result = audit.Result(audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 100)), 1));
        Assert.InRange(result.Repeated, 10, 50);
    }

    [Fact]
    public void A_salt_that_is_used_again_makes_rows_wrong()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(64));
        using var rows = new CommittedRows(audit.Folder, SampleAudit.Secrets(audit.Corpus));
        var all = rows.Rows(0);
        var salt = rows.Salt(all[0]);
        var block = new RowBlock([.. all.Select(r => r.InBlock(RowBlock.Commit(salt, r.Content)))]);
        audit.State(audit.Corpus with { Root = block.Node });
        Assert.Equal(audit.Corpus.Root.Sums, block.Node.Sums);

        // The ways are those of the honest tree, so that they are made anew.
        var honest = SampleAudit.Commit(SampleAudit.Rows(64));
        var file = audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 64)), 1);
        var resalted = file.Rows.Select(r => r with
        {
            Salt = salt,
            Path = block.Path(r.Position),
            Next = r.Next is { } next ? next with { Commitment = RowBlock.Commit(salt, all[r.Position + 1].Content), Path = block.Path(r.Position + 1) } : null,
        }).ToList();
        var result = audit.Result(file with { Rows = resalted });
        Assert.Equal(63, result.WrongRows.Count);
        Assert.All(result.WrongRows, w => Assert.Contains("salt", w.Why, StringComparison.Ordinal));
        honest.Dispose();
    }

    [Fact]
    public void A_size_that_is_stated_wrongly_makes_a_row_wrong()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(64));
        var file = audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 64)), 1);
        using var rows = new CommittedRows(audit.Folder, SampleAudit.Secrets(audit.Corpus));
        var all = rows.Rows(0).ToList();

        // Some bytes are moved from the second row of a class to the first: the totals stay.
        all[0] = all[0] with { Bytes = all[0].Bytes + 16 };
        all[1] = all[1] with { Bytes = all[1].Bytes - 16 };
        var block = new RowBlock([.. all.Select(r => r.InBlock(rows.Commitment(r)))]);
        audit.State(audit.Corpus with { Root = block.Node });
        var again = audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 64)), 1);
        var moved = again.Rows.Select(r => r with
        {
            Start = block.Start(r.Position),
            Path = block.Path(r.Position),
            Next = r.Next is { } next ? next with { Start = block.Start(r.Position + 1), Path = block.Path(r.Position + 1) } : null,
        }).ToList();
        var result = audit.Result(again with { Rows = moved });
        Assert.Equal(2, result.WrongRows.Count);
        Assert.Equal(64, file.Rows.Count);
    }

    [Fact]
    public void Another_corpus_or_another_row_does_not_lead_to_the_root()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(200));
        var challenge = audit.Ask(Unit.Rows, 1, new Stratum(null, 10));
        Assert.Contains("row 1", Refused(audit, audit.Answer(challenge, 1, other: i => Encoding.UTF8.GetBytes($"{SampleAudit.Human} {i}"))), StringComparison.Ordinal);
        var file = audit.Answer(challenge, 1);
        var rows = file.Rows.ToList();
        rows[0] = rows[0] with { Content = rows[1].Content, Salt = rows[1].Salt };
        Assert.Contains("row 1", Refused(audit, file with { Rows = rows }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_steered_sample_is_found()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(2000));
        var challenge = audit.Ask(Unit.Rows, 1, new Stratum(null, 10));
        Assert.Contains("not drawn", Refused(audit, audit.Answer(challenge, 1, seed: Digest.Of("a seed that suits"u8))), StringComparison.Ordinal);
        Assert.Contains("nonce", Refused(audit, audit.Answer(challenge, 2, seed: Digest.Of("x"u8))), StringComparison.Ordinal);

        // A checkpoint without the witness, and one of another log with the same commitment and challenge.
        var file = audit.Answer(challenge, 1);
        var alone = file.First[..file.First.IndexOf("— witness", StringComparison.Ordinal)];
        Assert.Contains("cosign", Refused(audit, file with { First = alone }), StringComparison.Ordinal);
        Assert.Contains("not in the log", Refused(audit, file with { First = audit.Answer(challenge, 1).First }), StringComparison.Ordinal);
    }

    private static string Refused(SampleAudit audit, AuditFile file) =>
        Assert.ThrowsAny<FormatException>(() => AuditVerifier.Verify(file, audit.Keys, audit.Policy)).Message;

    private static List<SumNode> Blocks(SampleAudit audit)
    {
        using var rows = new CommittedRows(audit.Folder, SampleAudit.Secrets(audit.Corpus));
        return [.. Enumerable.Range(0, (int)rows.Tree.Blocks).Select(b => rows.Tree[b])];
    }

    private static void Restate(SampleAudit audit, IReadOnlyList<SumNode> blocks)
    {
        using (var file = CommittedRows.CreateBlocks(audit.Folder))
        {
            foreach (var block in blocks)
            {
                CommittedRows.Write(file, block);
            }
        }

        audit.State(audit.Corpus with { Root = new SumTree(blocks).Root });
    }

    /// <summary>Audits again and again with other nonces: what is wrong has to be seen at least as often as promised.</summary>
    private static void AtRate(SampleAudit audit, Stratum stratum, double promised, Func<long, bool>? withheld = null)
    {
        var (runs, found) = (TestDepth.Of(60, 1000), 0);
        for (var i = 0; i < runs; i++)
        {
            var challenge = audit.Ask(Unit.Rows, 0, stratum) with { NonceDigest = Digest.Of(SampleAudit.Nonce((byte)i)), By = $"run {i}" };
            var result = audit.Result(audit.Answer(challenge, (byte)i, withheld));
            found += result.Strata[0].Wrong > 0 ? 1 : 0;

            // Where something wrong was seen, the bound is above the share that is wrong, as it has to be at least as often.
            Assert.True(result.Strata[0].Wrong == 0 || result.Bound > 0.05);
        }

        // Five standard deviations of chance are allowed.
        Assert.True(found >= runs * promised - (5 * Math.Sqrt(runs * promised * (1 - promised))), $"{found} of {runs}");
    }
}
