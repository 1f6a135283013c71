using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Rulings on the rows of a file, and on all of them together.</summary>
public sealed class RowRulingsTests
{
    private readonly World _world = new World()
        .With(World.TermsOf("free", "allow")).With(World.TermsOf("no", "deny"))
        .With(World.TermsOf("sa-one", "allow-if", condition: "share-alike: ONE")).With(World.TermsOf("sa-two", "allow-if", condition: "share-alike: TWO"))
        .With(World.TermsOf("credit", "allow-if", condition: "attribution: Lab")).With(World.TermsOf("credit-2", "allow-if", condition: "attribution: Laboratory"))
        .With(string.Join("\n---\n", ((string[])["free", "no", "sa-one", "sa-two", "credit", "credit-2"]).Select(t => $"dataset: {t}\nversion: \"1\"\nlicence: {t}")));

    private int _made;

    [Fact]
    public void Rows_with_the_same_grounds_are_one_group_and_its_first_rows_are_kept()
    {
        var rulings = Rulings();
        for (var row = 1; row <= 25; row++)
        {
            Count(rulings, row % 5 == 0 ? "no" : "free", row);
        }

        Assert.Equal([(Outcome.Allowed, 20L), (Outcome.Denied, 5L)], rulings.Groups.Select(g => (g.Ruling.Outcome, g.Rows)));
        Assert.Equal([1, 2, 3, 4, 6, 7, 8, 9, 11, 12], rulings.Groups[0].Examples);
        Assert.Equal([5, 10, 15, 20, 25], rulings.Groups[1].Examples);
        Assert.Equal((25L, Outcome.Denied), (rulings.Rows, rulings.Outcome));

        // A lineage is traversed once; another one with the same grounds leads to the same group.
        Assert.Equal(2, _made);
        Assert.Same(rulings.Groups[0], rulings.GroupOf("another", () => Row("free"), CancellationToken.None));
        Assert.Equal(3, _made);
    }

    [Fact]
    public void No_rows_are_not_allowed()
    {
        Assert.Equal(Outcome.Unknown, Rulings().Outcome);
        Assert.Empty(Rulings().Groups);
        Assert.Empty(Rulings().Remaining());
    }

    [Fact]
    public void Conditions_of_denied_rows_do_not_count_and_those_of_others_are_ordered()
    {
        var rulings = Rulings();
        Count(rulings, "sa-one", 1);
        Count(rulings, "credit", 2);
        Count(rulings, "free", 3);
        Assert.Equal([new Condition.Attribution("Lab"), new Condition.ShareAlike("ONE")], rulings.Conditions);
        Assert.Empty(rulings.Conflicts);
        Assert.Equal(Outcome.AllowedIf, rulings.Outcome);
        Assert.Equal(3, rulings.Remaining().Count);
        Count(rulings, "credit-2", 5);
        Assert.Equal([new Condition.Attribution("Lab"), new Condition.Attribution("Laboratory"), new Condition.ShareAlike("ONE")], rulings.Conditions);
        Count(rulings, "sa-two", 4, "no");
        Assert.Equal(3, rulings.Conditions.Count);
        Assert.Equal((Outcome.Denied, 4), (rulings.Outcome, rulings.Remaining().Count));
    }

    [Theory]
    [InlineData(3, 2, "ONE")]
    [InlineData(2, 3, "TWO")]
    public void Of_rows_that_conflict_the_most_remain(int one, int two, string expected)
    {
        var rulings = Rulings();
        rulings.Count(rulings.GroupOf("one", () => Row("sa-one"), CancellationToken.None), 1, one);
        rulings.Count(rulings.GroupOf("two", () => Row("sa-two"), CancellationToken.None), 2, two);
        Count(rulings, "free", 3);
        Assert.Equal(Outcome.Denied, rulings.Outcome);
        Assert.Single(rulings.Conflicts);
        var remaining = rulings.Remaining();
        Assert.Equal(Math.Max(one, two) + 1, remaining.Sum(g => g.Rows));
        Assert.Equal([new Condition.ShareAlike(expected)], remaining.SelectMany(g => g.Ruling.Conditions));
    }

    [Fact]
    public void Of_three_that_conflict_the_one_with_the_most_rows_remains()
    {
        _world.With(World.TermsOf("sa-three", "allow-if", condition: "share-alike: THREE")).With("dataset: sa-three\nversion: \"1\"\nlicence: sa-three");
        var rulings = Rulings();
        foreach (var (licence, rows) in ((string, int)[])[("sa-one", 2), ("sa-two", 3), ("sa-three", 2), ("free", 4)])
        {
            rulings.Count(rulings.GroupOf(licence, () => Row(licence), CancellationToken.None), 1, rows);
        }

        Assert.Equal(3, rulings.Conflicts.Count);
        Assert.Equal([(Outcome.Allowed, 4L), (Outcome.AllowedIf, 3L)], rulings.Remaining().OrderByDescending(g => g.Rows).Select(g => (g.Ruling.Outcome, g.Rows)));
    }

    private RowRulings Rulings() => new(_world.Registry, _world, new Intent(Use.Publish, World.Day("2026-01-01")));

    private void Count(RowRulings rulings, string licence, long number, params string[] others) =>
        rulings.Count(rulings.GroupOf(string.Join(',', [licence, .. others]), () => Row([licence, .. others]), CancellationToken.None), number);

    private Artifact Row(params string[] licences)
    {
        _made++;
        return new Artifact("row", ArtifactKind.Set, "the row") { Edges = [.. licences.Select(l => new LineageEdge(Roundtable.Terms.Registry.EdgeKind.MadeWith, $"dataset:{l}@1", false))] };
    }
}
