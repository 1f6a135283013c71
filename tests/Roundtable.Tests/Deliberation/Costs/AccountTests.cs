using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Costs;

public sealed class AccountTests
{
    private static readonly Digest _digest = Digest.Of([1]);

    private readonly Account _account = new(null, null);

    [Fact]
    public void What_the_provider_charged_goes_before_what_its_list_price_makes_of_the_tokens()
    {
        _account.Book(1, new ModelCard("m", Price: new Price(1000, 1000)), Answer(new Usage(10, 10), 0.0000015m));
        Assert.Equal(new Spend(1, 10, 10, 2, 0), _account.Spend);
    }

    [Fact]
    public void What_is_known_of_a_cost_counts_and_the_call_counts_as_unpriced()
    {
        _account.Book(1, new ModelCard("m", Price: new Price(2, 3)), Answer(new Usage(10, 10, CacheRead: 5)));
        _account.Book(1, new ModelCard("m", Price: new Price(2, 3)), Answer(new Usage(10, 10)));
        _account.Book(1, new ModelCard("m"), Answer(new Usage(10, 10)));
        _account.Book(1, new ModelCard("m", Price: new Price(2, 3)), Answer(null));
        Assert.Equal(new Spend(4, 35, 30, 100, 3), _account.Spend);
    }

    [Fact]
    public void A_simulated_answer_and_one_of_a_free_model_cost_nothing()
    {
        _account.Book(1, new ModelCard("m", Simulated: true), Answer(null));
        _account.Book(1, new ModelCard("m", Price: new Price(0, 0)), Answer(null));
        Assert.Equal(new Spend(2, 0, 0, 0, 0), _account.Spend);
    }

    private static RecordedAnswer Answer(Usage? usage, decimal? cost = null) => new("", new Receipt(0, _digest, _digest), false, usage, null, cost);
}
