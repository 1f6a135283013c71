using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Whose terms count for an answer, by the way on which it was reached.</summary>
public sealed class ServedGroundsTests
{
    private static readonly string _registered = World.TermsOf("lab-terms", "allow") + "\n---\n" + World.TermsOf("shop-terms", "allow") + """

        ---
        provider: lab
        version: "1"
        whose: lab
        route: direct
        terms: lab-terms
        ---
        provider: shop
        version: "1"
        route: reseller
        terms: shop-terms
        ---
        provider: house
        version: "1"
        terms: lab-terms
        ---
        model: lab/big
        version: "1"
        vendor: lab
        weights: closed
        """;

    [Theory]
    [InlineData(null, "lab", null)]
    [InlineData(null, "nobody", "nobody")]
    [InlineData(null, null, "its provider")]
    [InlineData("lab", "nobody", null)]
    [InlineData("nobody", "lab", "nobody")]
    [InlineData("nobody", "nobody", "nobody")]
    [InlineData("NOBODY", "nobody", "NOBODY")]
    [InlineData("shop", "lab", null)]
    public void Whoever_stood_between_has_to_be_known_and_the_connection_does_not_take_their_place(string? through, string? connection, string? lacking)
    {
        var lacks = Of(new Reached(RouteKind.Direct, through, connection, null)).Where(g => g.Key.StartsWith("provider:", StringComparison.Ordinal)).Select(g => g.Summary);
        Assert.Equal(lacking is null ? [] : [$"the registry has no terms of '{lacking}', which provided it"], lacks);
    }

    [Fact]
    public void Each_of_them_that_is_known_has_its_terms_counted() => Assert.Equal(
        ["lab-terms", "shop-terms"],
        Of(new Reached(null, "shop", "lab", null)).Select(g => g.Terms?.Entry.Id.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("lab", "house")]
    [InlineData("house", "lab")]
    [InlineData("house", null)]
    public void One_whose_route_is_unknown_makes_the_route_unknown(string through, string? connection)
    {
        var ground = Assert.Single(Of(new Reached(null, through, connection, null)), g => g.Key.StartsWith("route:", StringComparison.Ordinal));
        Assert.Equal(Outcome.Unknown, ground.Outcome);
        Assert.Equal($"it is unknown through which intermediaries the answers of '{connection ?? through}' pass", ground.Summary);
    }

    [Fact]
    public void A_name_that_means_several_models_says_so_as_a_ground()
    {
        var ground = Of(new Reached(RouteKind.Direct, null, "lab", null), tie: "'big' means two models")[0];
        Assert.Equal(("name:m", Outcome.Allowed, RulingRule.Name), (ground.Key, ground.Outcome, ground.Rule));
    }

    [Fact]
    public void Of_several_services_of_a_vendor_all_count_and_the_ground_says_by_which_rule()
    {
        Assert.Equal([RulingRule.Clause], Rules(""));
        Assert.Equal([RulingRule.VendorTerms, RulingRule.VendorTerms], Rules("---\nprovider: lab-two\nversion: \"1\"\nwhose: lab\nroute: direct\nterms: shop-terms"));

        static IEnumerable<RulingRule> Rules(string more)
        {
            var world = new World().With(_registered + "\n" + more);
            return Served(world, new Intent(Use.Publish, World.Day("2026-01-01"))).OfOutputs(world.Find("model:lab/big@1").Entry!, Dated()).Select(g => g.Rule);
        }
    }

    [Theory]
    [InlineData("shop", "hub", " through shop")]
    [InlineData(null, "hub", " through hub")]
    [InlineData(null, null, "")]
    public void The_bar_of_a_vendor_says_through_whom_the_model_was_reached(string? through, string? connection, string words)
    {
        var ground = Assert.Single(Barred("closed", new Reached(RouteKind.Reseller, through, connection, null)), g => g.IsBar);
        Assert.Equal(Outcome.Denied, ground.Outcome);
        Assert.EndsWith($"; lab's bar follows lab/big{words}", ground.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", Outcome.Unknown)]
    [InlineData(null, Outcome.AllowedIf)]
    public void A_bar_on_published_weights_that_may_have_been_run_locally_is_unknown_and_only_where_it_reaches(string? user, Outcome expected)
    {
        var ground = Assert.Single(Barred("open", null, user), g => g.IsBar);
        Assert.Equal(expected, ground.Outcome);
        Assert.Equal(expected == Outcome.Unknown, ground.Key.EndsWith("|local?", StringComparison.Ordinal));
    }

    private static List<Ground> Of(Reached reached, string? tie = null)
    {
        var world = new World().With(_registered);
        return Served(world, new Intent(Use.Publish, World.Day("2026-01-01"))).Of(new ServedModels(new ModelMatch([], tie), "m"), reached, Dated());
    }

    private static List<Ground> Barred(string weights, Reached? reached, string? user = "acme")
    {
        var world = new World().With($$"""
            organisation: lab
            version: "1"
            access:
              - { barred: "yes", organisations: [acme], from: 2025-01-01, where: notice, says: It ended. }
            ---
            model: lab/big
            version: "1"
            vendor: lab
            weights: {{weights}}
            """);
        var model = world.Find("model:lab/big@1").Entry!;
        var served = Served(world, new Intent(Use.Publish, World.Day("2026-01-01")) { As = user });
        return reached is { } way ? served.Of(new ServedModels(new ModelMatch([model], null), "big"), way, Dated()) : served.OfOutputs(model, Dated());
    }

    private static Step Dated() => new("leaf:1", Subject.Outputs, World.Day("2025-06-01"), true, null, null, true);

    private static ServedGrounds Served(World world, Intent intent)
    {
        var bars = new BarGrounds(world.Registry, intent, true);
        return new ServedGrounds(world.Registry, intent, new TermsGrounds(world.Registry, intent, bars, null), bars);
    }
}
