using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>What a bar makes of a use: whom it reaches, when, for which models and uses, and in which words.</summary>
public sealed class BarGroundsTests
{
    private const string Models = """
        model: lab/big
        version: "1"
        vendor: lab
        ---
        model: other/small
        version: "1"
        vendor: other
        ---
        model: nobody/small
        version: "1"
        """;

    [Theory]
    [InlineData("2024-12-31", true, null)]
    [InlineData("2025-01-01", true, Outcome.Denied)]
    [InlineData("2025-06-30", true, Outcome.Denied)]
    [InlineData("2025-07-01", true, null)]
    [InlineData("2025-07-01", false, Outcome.Unknown)]
    [InlineData("2024-12-31", false, null)]
    public void A_period_holds_from_its_first_to_its_last_day_and_a_day_that_nobody_told_may_lie_in_one_that_is_over(string day, bool told, Outcome? expected)
    {
        var grounds = Of("from: 2025-01-01\n    until: 2025-06-30", day: day, told: told);
        Assert.Equal(expected, grounds.Count == 0 ? null : Assert.Single(grounds).Outcome);
        Assert.All(grounds, g => Assert.Equal(expected == Outcome.Unknown, g.Key.EndsWith('?')));
    }

    [Theory]
    [InlineData("2025-06-30", true, Outcome.Unknown)]
    [InlineData("2025-07-01", true, null)]
    [InlineData("2025-07-01", false, Outcome.Unknown)]
    public void A_period_whose_first_day_nobody_knows_is_unknown_until_it_ends(string day, bool told, Outcome? expected)
    {
        var grounds = Of("from: unknown\n    until: 2025-06-30", day: day, told: told);
        Assert.Equal(expected, grounds.Count == 0 ? null : Assert.Single(grounds).Outcome);
    }

    [Theory]
    [InlineData(Use.Publish, Outcome.Denied)]
    [InlineData(Use.TrainOpen, null)]
    public void Uses_that_it_names_alone_are_barred(Use use, Outcome? expected) =>
        Assert.Equal(expected, Of("from: 2025-01-01\n    uses: publish", use: use).FirstOrDefault()?.Outcome);

    [Theory]
    [InlineData("lab/big", true)]
    [InlineData("other/small", false)]
    [InlineData("nobody/small", false)]
    [InlineData(null, false)]
    public void Vendors_that_it_names_have_to_be_the_models(string? model, bool reached) =>
        Assert.Equal(reached, Of("from: 2025-01-01\n    vendors: LAB", model: model).Count > 0);

    [Theory]
    [InlineData("provider", "lab/big", true)]
    [InlineData("provider", "other/small", false)]
    [InlineData("provider", null, true)]
    [InlineData("terms", "lab/big", true)]
    [InlineData("terms", "other/small", false)]
    [InlineData("terms", null, false)]
    public void Models_that_it_names_and_a_model_that_nobody_named_may_be_one_of_a_provider(string holder, string? model, bool reached) =>
        Assert.Equal(reached, Of("from: 2025-01-01\n    models: LAB/BIG", holder: holder, model: model).Count > 0);

    [Fact]
    public void Whoever_is_unknown_is_asked_and_told_by_conditions()
    {
        const string Lines = "from: 2025-01-01\n    organisations: acme\n    regions: [FR]\n    owned-from: [CN]";
        var ground = Assert.Single(Of(Lines));
        Assert.Equal(Outcome.AllowedIf, ground.Outcome);
        Assert.Equal(["not-by acme", "not-in FR", "notice do not use it if you are owned from CN by more than half"], ground.Conditions.Select(c => $"{c.Key} {c.Value}"));
        Assert.StartsWith("access was barred to some when it was obtained: Access ended (notice)", ground.Summary, StringComparison.Ordinal);
        Assert.StartsWith("some are granted nothing: ", Assert.Single(Of(Lines, holder: "terms")).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_maker_in_lineage_cannot_be_asked()
    {
        var ground = Assert.Single(Of("from: 2025-01-01\n    regions: [FR]", asks: false, more: i => i with { As = "maker" }));
        Assert.Equal((Outcome.Unknown, 0), (ground.Outcome, ground.Conditions.Count));
        Assert.StartsWith("whether access was barred to maker cannot be told: ", ground.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Use.Publish, "acme", null, Outcome.Denied, "access was barred when")]
    [InlineData(Use.Deploy, "acme", null, Outcome.Denied, "access was barred when")]
    [InlineData(Use.Deploy, "other", "acme", Outcome.Denied, "access was barred to acme, which is served when")]
    [InlineData(Use.Resell, "other", "acme", Outcome.Denied, "access was barred to acme, which is served when")]
    [InlineData(Use.Deploy, "other", "third", null, "")]
    [InlineData(Use.Deploy, "other", null, Outcome.AllowedIf, "access was barred to some")]
    [InlineData(Use.Publish, "other", null, null, "")]
    public void Whoever_is_served_counts_where_something_is_served(Use use, string by, string? serves, Outcome? expected, string words)
    {
        var grounds = Of("from: 2025-01-01\n    organisations: acme", use: use, more: i => i with { As = by, Serves = serves });
        Assert.Equal(expected, grounds.Count == 0 ? null : Assert.Single(grounds).Outcome);
        Assert.All(grounds, g => Assert.StartsWith(words, g.Summary, StringComparison.Ordinal));
        Assert.All(grounds, g => Assert.Equal(by == "acme" ? RulingRule.Clause : RulingRule.Served, g.Rule));
        Assert.All(grounds.Where(g => g.Outcome == Outcome.AllowedIf), g => Assert.Equal(["not-serving acme"], g.Conditions.Select(c => $"{c.Key} {c.Value}")));
    }

    [Fact]
    public void Where_it_is_served_counts_too_and_the_place_of_whoever_is_served_is_taken_from_the_registry()
    {
        const string Lines = "from: 2025-01-01\n    regions: [FR]\n    owned-from: [CN]";
        var ground = Assert.Single(Of(Lines, use: Use.Deploy, more: i => i with { As = "us", Organisation = Organisation("us", "US"), ServedIn = "FR" }));
        Assert.StartsWith("access was barred to those who are served when it was obtained: ", ground.Summary, StringComparison.Ordinal);
        ground = Assert.Single(Of(Lines, use: Use.Deploy, more: i => i with
        {
            As = "us",
            Organisation = Organisation("us", "US"),
            Serves = "le-client",
            ServesOrganisation = Organisation("le-client", "FR"),
        }));
        Assert.Equal(Outcome.Denied, ground.Outcome);

        // The place that is said comes before that of the registry.
        ground = Assert.Single(Of(Lines, use: Use.Deploy, more: i => i with
        {
            As = "us",
            Organisation = Organisation("us", "US"),
            ServesOrganisation = Organisation("le-client", "FR"),
            ServedIn = "US",
        }));
        Assert.Equal(
            ["not-serving-in FR", "notice serve nobody with it who is owned from CN by more than half"],
            ground.Conditions.Select(c => $"{c.Key.Replace("not-served-in", "not-serving-in", StringComparison.Ordinal)} {c.Value}"));
    }

    [Fact]
    public void A_bar_that_reaches_nobody_who_is_served_asks_nothing_about_them() =>
        Assert.Empty(Of("from: 2025-01-01\n    organisations: acme\n    served: none", use: Use.Deploy, more: i => i with { As = "other", Serves = "acme" }));

    [Theory]
    [InlineData(null, RulingRule.Clause)]
    [InlineData("lab's bar follows big", RulingRule.Bar)]
    public void A_bar_that_came_from_elsewhere_says_how(string? through, RulingRule rule)
    {
        var ground = Assert.Single(Of("from: 2025-01-01", through: through));
        Assert.Equal(rule, ground.Rule);
        Assert.Equal("access was barred when it was obtained: Access ended (notice)" + (through is null ? "" : $"; {through}"), ground.Summary);
    }

    [Fact]
    public void What_has_no_bars_gives_no_ground() =>
        Assert.Empty(new BarGrounds(World().Registry, new Intent(Use.Publish, Tests.Terms.World.Day("2025-03-01")), true).Of(World().Find("model:lab/big@1").Entry!, null, Tests.Terms.World.Day("2025-03-01"), true, null));

    private static World World() => new World().With(Models);

    private static OrganisationEntry Organisation(string name, string region) => new() { Id = new EntryId(EntryKind.Organisation, name, "1"), Region = region };

    private static IReadOnlyList<Ground> Of(
        string lines, string holder = "provider", Use use = Use.Publish, string? model = "lab/big", string day = "2025-03-01", bool told = true, string? through = null,
        bool asks = true, Func<Intent, Intent>? more = null)
    {
        var access = $"access:\n  - barred: \"yes\"\n    where: notice\n    says: Access ended.\n    {lines}\n";
        var world = World().With(holder == "provider"
            ? $"provider: lab\nversion: \"1\"\n{access}"
            : Tests.Terms.World.TermsOf("terms", "allow") + $"\n{access}");
        var entry = world.Registry.All(holder == "provider" ? EntryKind.Provider : EntryKind.Terms).Single();
        var intent = new Intent(use, Tests.Terms.World.Day("2026-01-01"));
        var used = model is null ? null : (ModelEntry)world.Registry.Versions(EntryKind.Model, model)[0].Entry;
        return new BarGrounds(world.Registry, more is null ? intent : more(intent), asks).Of(entry, used, Tests.Terms.World.Day(day), told, through);
    }
}
