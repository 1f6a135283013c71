using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Verdicts;

public sealed class IndependenceTests
{
    [Fact]
    public void One_model_counts_once_however_many_seats_and_routes_it_has()
    {
        Assert.Equal(new Independence(1, IndependenceBasis.Assumed, 1), Independence.Assume([Card("a/m"), Card("a/m"), Card("a/m")]));
        Assert.Equal(1, Independence.Assume([Card("anthropic/claude-x-4-5-20250929"), Card("openrouter/anthropic/claude-x-4.5", "Claude")]).EffectiveVotes);
        Assert.Equal(2, Independence.Assume([Card("a/m1"), Card("a/m2")]).EffectiveVotes);
        Assert.Equal(1, Independence.Assume([Card("a/m1", "M"), Card("a/m2", "M")]).EffectiveVotes);
        Assert.Equal(25.0 / 11, Independence.Assume([Card("a/x1", "X"), Card("a/x2", "X"), Card("a/x3", "X"), Card("a/y", "Y"), Card("a/z")]).EffectiveVotes);
        Assert.Equal(0, Independence.Assume([]).EffectiveVotes);
    }

    [Theory]
    [InlineData("ollama/llama3:8b", "llama3:8b")]
    [InlineData("openrouter/vendor/Model-1.5:free", "model-1-5")]
    [InlineData("openai/gpt-5-2025-08-07", "gpt-5")]
    [InlineData("x", "x")]
    public void An_identity_leaves_out_route_price_and_snapshot(string name, string identity) => Assert.Equal(identity, ModelIdentity.Of(name));

    [Fact]
    public void It_is_measured_where_every_two_models_shared_enough_questions()
    {
        var cards = Enumerable.Range(0, 5).Select(i => Card($"r/m{i}", $"F{i}")).ToList();
        var alike = new IndependenceMeasure(Enumerable.Range(0, 20).Select(i => Item(2, i % 2, i % 2, i % 2, i % 2, i % 2)));
        Assert.Equal(new Independence(1, IndependenceBasis.Measured, 5, 1, 20), alike.Of(cards));

        // Chance is a half, agreement three quarters: r = 1/2, so that five weigh as 25 ÷ (5 + 20/2).
        var half = new IndependenceMeasure(Enumerable.Range(0, 40).Select(i => new SharedItem(
            2, new Dictionary<string, int> { ["m0"] = 0, ["m1"] = i % 4 == 0 ? 1 : 0 })));
        Assert.Equal(4.0 / 3, half.Of([cards[0], cards[1]]).EffectiveVotes, 12); // 4 ÷ (2 + 2/2)
        Assert.Equal(0.5, half.Of([cards[0], cards[1]]).Correlation!.Value, 12);

        // A model seated three times counts once, measured too: 16 ÷ (9 + 1 + 6/2).
        Assert.Equal(16.0 / 13, half.Of([cards[0], cards[0], cards[0], cards[1]]).EffectiveVotes, 12);

        Assert.Equal(IndependenceBasis.Assumed, half.Of([cards[0], cards[1], cards[2]]).Basis); // m2 was never asked the same
        Assert.Equal(IndependenceBasis.Assumed, new IndependenceMeasure(Enumerable.Repeat(Item(2, 0, 0), 9)).Of([cards[0], cards[1]]).Basis);
        Assert.Equal(IndependenceBasis.Assumed, half.Of([cards[0], cards[0]]).Basis);
    }

    [Fact]
    public void Votes_weigh_from_one_to_their_number_in_any_order() =>
        Prop.ForAll(
            (from groups in Gen.Choose(1, 6).NonEmptyListOf() from r in Gen.Choose(0, 100) select (Groups: groups.ToList(), R: r / 100.0)).ToArbitrary(),
            c =>
            {
                var weight = Independence.Weigh(c.Groups, c.R);
                return weight > 1 - 1e-9 && weight < c.Groups.Count + 1e-9
                    && Math.Abs(weight - Independence.Weigh(c.Groups.AsEnumerable().Reverse(), c.R)) < 1e-9;
            }).QuickCheckThrowOnFailure();

    private static ModelCard Card(string name, string? family = null) => new(name, Family: family);

    [Theory]
    [InlineData(10, 10, 0.5, 1.0, 1.0)]
    [InlineData(10, 5, 0.5, 0.0, 0.0)]
    [InlineData(10, 0, 0.5, -1.0, 0.0)] // agreeing less than chance would is told, and weighs as independent
    [InlineData(0, 0, 0.0, 0.0, 0.0)]
    public void Agreement_below_chance_is_below_zero(int pairs, int same, double chance, double beyond, double correlation)
    {
        var agreement = new SharedAgreement(pairs, pairs, same, chance);
        Assert.Equal((beyond, correlation), (agreement.BeyondChance, agreement.Correlation));
    }

    private static SharedItem Item(int options, params int[] choices) =>
        new(options, choices.Select((c, i) => (c, i)).ToDictionary(p => $"m{p.i}", p => p.c));
}
