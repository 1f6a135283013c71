using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Sums;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Disclosure.Audits;

/// <summary>Honest owners: whatever is drawn is opened, verified and bounded.</summary>
public sealed class AuditVerifierTests
{
    [Fact]
    public void Any_sample_of_an_honest_corpus_holds()
    {
        foreach (var count in (int[])[1, 2, 63, 64, 65, 300, 1000])
        {
            using var audit = SampleAudit.Commit(SampleAudit.Rows(count));
            byte nonce = 0;
            foreach (var unit in (Unit[])[Unit.Rows, Unit.Bytes])
            {
                IReadOnlyList<Stratum>[] samples =
                [
                    [new Stratum(null, 1)],
                    [new Stratum(null, 59)],
                    AuditSample.Proportional(audit.Corpus.Root.Sums, unit, 40),
                    [.. audit.Corpus.Root.Sums.Amounts.Select(a => new Stratum(a.Class, 20))],
                ];
                foreach (var strata in samples)
                {
                    var result = audit.Result(audit.Answer(audit.Ask(unit, ++nonce, strata), nonce));
                    Assert.Empty(result.WrongRows);
                    Assert.All(result.Strata, s => Assert.Equal((0, 0), (s.Wrong, s.NotOpened)));
                    Assert.Equal(strata.Count, result.Strata.Count);
                }
            }
        }
    }

    [Fact]
    public void All_rows_are_drawn_where_there_are_not_more_and_nothing_is_left_to_chance()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(150));
        var result = audit.Result(audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 500)), 1));
        Assert.Equal((150L, 0.0), (result.Strata[0].Drawn, result.Bound));
    }

    [Fact]
    public void Rows_that_are_not_opened_are_wrong()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(200));
        var result = audit.Result(audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 59)), 1, withheld: i => i % 2 == 0));
        Assert.InRange(result.Strata[0].Wrong, 15, 45);
        Assert.Equal(result.Strata[0].NotOpened, result.Strata[0].Wrong);
        Assert.True(result.Bound > result.Strata[0].Wrong / 59.0);
        var none = audit.Result(audit.Answer(audit.Ask(Unit.Rows, 1, new Stratum(null, 59)), 1, withheld: _ => true));
        Assert.Equal((59L, 1.0), (none.Strata[0].Wrong, none.Bound));
    }

    [Fact]
    public void What_is_shown_of_neighbours_is_the_sums_of_blocks()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(640));
        var file = audit.Answer(audit.Ask(Unit.Rows, 3, new Stratum(null, 1)), 3);
        Assert.All(file.Nodes, n => Assert.True(n.Sums.Total.Rows >= RowBlock.Size));
        Assert.Single(file.Rows);
        Assert.True(file.Blocks[0].Sums.Total.Rows == RowBlock.Size);
    }

    [Fact]
    public void Rows_stand_in_an_order_that_depends_on_the_secret_alone()
    {
        using var one = SampleAudit.Commit(SampleAudit.Rows(300));
        using var two = SampleAudit.Commit(SampleAudit.Rows(300));
        Assert.Equal(one.Corpus.Root, two.Corpus.Root);
        using var rows = new Roundtable.Disclosure.Commitments.CommittedRows(one.Folder, SampleAudit.Secrets(one.Corpus));
        var order = Enumerable.Range(0, 5).SelectMany(b => rows.Rows(b)).Select(r => r.Index).ToList();
        Assert.Equal(300, order.Distinct().Count());
        Assert.True(order.Zip(order.Skip(1)).Count(p => p.Second == p.First + 1) < 30);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_every_unit_is_as_likely()
    {
        var counts = new int[50];
        for (byte nonce = 0; nonce < 200; nonce++)
        {
            var seed = Roundtable.Record.Entries.Digest.Of([nonce]);
            var drawn = Draws.Of(seed, 0, Unit.Rows, 50, 10);
            Assert.Equal(drawn, Draws.Of(seed, 0, Unit.Rows, 50, 10));
            Assert.NotEqual(drawn, Draws.Of(seed, 1, Unit.Rows, 50, 10));
            Assert.Equal(10, drawn.Distinct().Count());
            foreach (var unit in drawn)
            {
                counts[unit]++;
            }
        }

        // 40 expected of each, with a standard deviation of 5.7.
        Assert.All(counts, c => Assert.InRange(c, 15, 65));
    }

    [Fact]
    public void Any_byte_that_is_flipped_is_found()
    {
        using var audit = SampleAudit.Commit(SampleAudit.Rows(200));
        var bytes = audit.Answer(audit.Ask(Unit.Rows, 9, new Stratum(null, 5)), 9).Write();
        Assert.NotNull(AuditVerifier.Verify(AuditFile.Read(bytes), audit.Keys, audit.Policy));
        var random = new Random(1);
        for (var i = 0; i < TestDepth.Of(400, 20_000); i++)
        {
            var changed = bytes.ToArray();
            var at = random.Next(bytes.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            var message = Assert.ThrowsAny<FormatException>(() => AuditVerifier.Verify(AuditFile.Read(changed), audit.Keys, audit.Policy)).Message;
            Assert.False(string.IsNullOrWhiteSpace(message), FormattableString.Invariant($"byte {at}"));
        }
    }
}
