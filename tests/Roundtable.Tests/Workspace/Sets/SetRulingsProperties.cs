using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Terms.Rulings;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>What holds of the rows of a set whatever the registry and the lineage are; worlds are made up from seeds.</summary>
public sealed class SetRulingsProperties
{
    private const int Rows = 14;

    private static readonly int _worlds = TestDepth.Of(500, 10_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void No_denied_or_unknown_row_is_ever_in_a_set()
    {
        var (kept, left, whole) = (0, 0, 0);
        for (var seed = 0; seed < _worlds; seed++)
        {
            var made = new RandomWorld(seed);
            var intent = made.Intent();
            var rulings = new SetRulings(made.World.Registry, made.World, intent);
            var referee = new PlainReferee(made.World);
            List<(string Id, RuledLineage Lineage)> rows = [];
            for (var i = 0; i < Rows; i++)
            {
                var row = made.World.Add(new Artifact($"row-{i}", ArtifactKind.Set, "a row") { Edges = Sources(made) });
                rows.Add((row.Id, rulings.Rule(row.Edges, i + 1, Cancellation)));
            }

            var remaining = rulings.Remaining();
            foreach (var (id, lineage) in rows)
            {
                // The referee knows no groups, no keys and no other row.
                var (outcome, conditions) = referee.Rule(id, intent);
                Assert.True(
                    outcome == lineage.Group.Ruling.Outcome && conditions.SetEquals(lineage.Group.Ruling.Conditions),
                    $"{seed}: {id} is {outcome} by itself and {lineage.Group.Ruling.Outcome} in its group");
                if (remaining.Contains(lineage.Group))
                {
                    Assert.True(outcome is Outcome.Allowed or Outcome.AllowedIf, $"{seed}: {id} is {outcome} and in the set");
                    kept++;
                }
                else
                {
                    left++;
                }
            }

            if (remaining.Count == 0)
            {
                continue;
            }

            // All that remains together, as one thing: a set whose whole is not allowed is refused.
            var ruling = rulings.Whole(remaining, "set:all-of-it", "the set", Cancellation);
            var together = made.World.Add(new Artifact("together", ArtifactKind.Set, "all") { Edges = [.. rows.Where(r => remaining.Contains(r.Lineage.Group)).SelectMany(r => made.World.Find(r.Id).Edges)] });
            var (wholeOutcome, wholeConditions) = referee.Rule(together.Id, intent);
            Assert.True(wholeOutcome == ruling.Outcome && wholeConditions.SetEquals(ruling.Conditions), $"{seed}: together {wholeOutcome}, and the set says {ruling.Outcome}");
            Assert.Superset(rows.Where(r => remaining.Contains(r.Lineage.Group)).SelectMany(r => r.Lineage.Group.Ruling.Conditions).ToHashSet(), ruling.Conditions.ToHashSet());
            whole += ruling.IsAllowed ? 1 : 0;
        }

        // The worlds are not such that everything is refused, nor that everything is kept.
        Assert.True(kept > _worlds / 2 && left > _worlds && whole > _worlds / 5, $"{kept} kept, {left} left out, {whole} sets");
    }

    [Fact]
    public void A_row_without_sources_is_unknown()
    {
        var world = new RandomWorld(1);
        var rulings = new SetRulings(world.World.Registry, world.World, new Intent(Roundtable.Terms.Uses.Use.Evaluate, new DateOnly(2026, 1, 1)));
        Assert.Equal(Outcome.Unknown, rulings.Rule([], 1, Cancellation).Group.Ruling.Outcome);
        Assert.Empty(rulings.Remaining());
    }

    /// <summary>One or two things of the world, mostly as the log knows them, some declared with a day or without.</summary>
    private static IReadOnlyList<LineageEdge> Sources(RandomWorld made)
    {
        var things = made.World.Things.Where(t => !t.Id.StartsWith("row-", StringComparison.Ordinal)).Select(t => t.Id).ToList();
        if (made.Random.Next(4) == 0)
        {
            things.Add("nobody-knows");
        }

        return
        [
            .. Enumerable.Range(0, made.Random.Next(1, 3)).Select(_ => new LineageEdge(
                EdgeKind.MadeWith,
                things[made.Random.Next(things.Count)],
                made.Random.Next(3) == 0,
                made.Random.Next(4) == 0 ? new DateOnly(2025, 7, 1) : null)),
        ];
    }
}
