using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Panels;

public sealed class PriceTests
{
    private static readonly Price _all = new(5, 30)
    {
        CacheReadPerMillion = 0.5m,
        CacheWritePerMillion = 6.25m,
        ReasoningPerMillion = 40,
        InputAudioPerMillion = 100,
        OutputAudioPerMillion = 200,
        BatchDiscount = 0.5m,
    };

    private static readonly Gen<long?> _count = Gen.OneOf(Gen.Constant((long?)null), Gen.Choose(0, 2_000_000).Select(n => (long?)n));

    private static readonly Gen<Usage> _usages =
        from input in _count
        from output in _count
        from read in _count
        from write in _count
        from reasoning in _count
        from inputAudio in _count
        from outputAudio in _count
        select new Usage(input, output, read, write, reasoning, inputAudio, outputAudio);

    private static readonly Gen<decimal?> _price = Gen.OneOf(Gen.Constant((decimal?)null), Gen.Choose(0, 10_000).Select(n => (decimal?)(n / 100m)));

    private static readonly Gen<Price> _prices =
        from input in Gen.Choose(1, 10_000)
        from output in Gen.Choose(1, 10_000)
        from read in _price
        from write in _price
        from reasoning in _price
        from inputAudio in _price
        from outputAudio in _price
        from discount in Gen.OneOf(Gen.Constant((decimal?)null), Gen.Choose(0, 100).Select(n => (decimal?)(n / 100m)))
        select new Price(input / 100m, output / 100m)
        {
            CacheReadPerMillion = read,
            CacheWritePerMillion = write,
            ReasoningPerMillion = reasoning,
            InputAudioPerMillion = inputAudio,
            OutputAudioPerMillion = outputAudio,
            BatchDiscount = discount,
        };

    [Fact]
    public void Every_kind_has_its_price()
    {
        Assert.Equal(new Cost(5m, true), _all.Of(new Usage(1, 0)));
        Assert.Equal(new Cost(30m, true), _all.Of(new Usage(0, 1)));
        Assert.Equal(new Cost(0.5m, true), _all.Of(new Usage(0, 0, CacheRead: 1)));
        Assert.Equal(new Cost(6.25m, true), _all.Of(new Usage(0, 0, CacheWrite: 1)));
        Assert.Equal(new Cost(40m, true), _all.Of(new Usage(0, 0, Reasoning: 1)));
        Assert.Equal(new Cost(100m, true), _all.Of(new Usage(0, 0, InputAudio: 1)));
        Assert.Equal(new Cost(200m, true), _all.Of(new Usage(0, 0, OutputAudio: 1)));
        Assert.Equal(new Cost(2.5m, true), _all.Of(new Usage(1, 0), batch: true));
    }

    [Fact]
    public void Reasoning_costs_what_output_costs_unless_told_otherwise() =>
        Assert.Equal(new Cost(300m, true), new Price(5, 30).Of(new Usage(0, 4, Reasoning: 6)));

    [Theory]
    [InlineData("nothing told")]
    [InlineData("no output told")]
    [InlineData("no input told")]
    [InlineData("cache read")]
    [InlineData("cache write")]
    [InlineData("audio in")]
    [InlineData("audio out")]
    [InlineData("batch")]
    public void What_is_not_known_is_not_zero(string what)
    {
        var price = new Price(5, 30);
        var cost = what switch
        {
            "nothing told" => price.Of(null),
            "no output told" => price.Of(new Usage(1)),
            "no input told" => price.Of(new Usage(Output: 1)),
            "cache read" => price.Of(new Usage(1, 1, CacheRead: 1)),
            "cache write" => price.Of(new Usage(1, 1, CacheWrite: 1)),
            "audio in" => price.Of(new Usage(1, 1, InputAudio: 1)),
            "audio out" => price.Of(new Usage(1, 1, OutputAudio: 1)),
            _ => price.Of(new Usage(1, 1), batch: true),
        };
        Assert.False(cost.IsComplete);
        Assert.Equal(what switch { "nothing told" or "batch" => 0, "no output told" => 5, "no input told" => 30, _ => 35 }, cost.MicroDollars);
    }

    [Fact]
    public void No_tokens_of_a_kind_need_no_price_for_it() =>
        Assert.Equal(new Cost(35m, true), new Price(5, 30).Of(new Usage(1, 1, CacheRead: 0, CacheWrite: 0, Reasoning: 0, InputAudio: 0, OutputAudio: 0)));

    [Fact]
    public void What_runs_free_is_free_whatever_it_uses() => Prop.ForAll(_usages.ToArbitrary(), (Usage usage) =>
    {
        Assert.Equal(Cost.Nothing, new Price(0, 0).Of(usage));
        Assert.Equal(Cost.Nothing, new Price(0, 0).Of(usage, batch: true));
        Assert.Equal(Cost.Nothing, new Price(0, 0).Of(null));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_cost_of_calls_is_the_sum_of_their_costs_in_any_order() => Prop.ForAll(
        (from price in _prices from usages in _usages.ListOf() select (price, usages)).ToArbitrary(),
        ((Price Price, List<Usage> Usages) t) =>
        {
            var costs = t.Usages.Select(u => t.Price.Of(u)).ToList();
            var sum = costs.Aggregate(Cost.Nothing, (a, b) => a + b);
            Assert.Equal(sum, Enumerable.Reverse(costs).Aggregate(Cost.Nothing, (a, b) => a + b));
            Assert.Equal(costs.Sum(c => c.MicroDollars), sum.MicroDollars);
            Assert.Equal(costs.TrueForAll(c => c.IsComplete), sum.IsComplete);

            // Tokens that are added up first cost the same.
            if (t.Usages.Count > 0 && costs.TrueForAll(c => c.IsComplete))
            {
                var together = new Usage(
                    t.Usages.Sum(u => u.Input ?? 0), t.Usages.Sum(u => u.Output ?? 0), t.Usages.Sum(u => u.CacheRead ?? 0), t.Usages.Sum(u => u.CacheWrite ?? 0),
                    t.Usages.Sum(u => u.Reasoning ?? 0), t.Usages.Sum(u => u.InputAudio ?? 0), t.Usages.Sum(u => u.OutputAudio ?? 0));
                Assert.Equal(sum, t.Price.Of(together));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Kinds_of_one_price_cost_what_their_sum_costs() => Prop.ForAll(_usages.Where(u => u is { TotalInput: not null, TotalOutput: not null }).ToArbitrary(), (Usage usage) =>
    {
        var same = new Price(7, 7) { CacheReadPerMillion = 7, CacheWritePerMillion = 7, InputAudioPerMillion = 7, OutputAudioPerMillion = 7, BatchDiscount = 0.25m };
        var tokens = usage.TotalInput!.Value + usage.TotalOutput!.Value;
        Assert.Equal(new Cost(7m * tokens, true), same.Of(usage));
        Assert.Equal(new Cost(7m * tokens * 0.75m, true), same.Of(usage, batch: true));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_tokens_and_more_knowledge_never_make_it_less() => Prop.ForAll(
        (from price in _prices from usage in _usages from more in Gen.Choose(0, 1000) select (price, usage, more)).ToArbitrary(),
        ((Price Price, Usage Usage, int More) t) =>
        {
            var cost = t.Price.Of(t.Usage);
            var told = t.Price with { CacheReadPerMillion = t.Price.CacheReadPerMillion ?? 1, CacheWritePerMillion = t.Price.CacheWritePerMillion ?? 1 };
            Assert.True(cost.MicroDollars >= 0);
            Assert.True(t.Price.Of(t.Usage with { Input = (t.Usage.Input ?? 0) + t.More }).MicroDollars >= cost.MicroDollars);
            Assert.True(told.Of(t.Usage).MicroDollars >= cost.MicroDollars);
            Assert.True(told.Of(t.Usage).IsComplete || !cost.IsComplete);
            Assert.True(t.Price.Of(t.Usage, batch: true).MicroDollars <= cost.MicroDollars);
        }).QuickCheckThrowOnFailure();
}
