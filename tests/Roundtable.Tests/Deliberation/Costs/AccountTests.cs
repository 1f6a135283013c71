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

    [Fact]
    public void A_call_is_reserved_for_at_the_dearest_and_settled_with_what_it_cost()
    {
        var account = new Account(10_000, (_, _) => 0);
        var call = new DueCall(new ModelCard("m", Price: new Price(1, 2) { CacheWritePerMillion = 3, ReasoningPerMillion = 4 }), 100, 16_000, WithRepair: true);
        Assert.Equal(100 * 3 + 500 * 4 + (100 + 500 + DueCall.RepairTokens) * 3 + 500 * 4, call.Reservation(500));
        using (var allowance = Allowance.Take(account, 1, call, 500)!)
        {
            Assert.Equal(10_000 - call.Reservation(500), account.LeftMicroDollars);
            Assert.Null(Allowance.Take(account, 2, call, 1_000));
            allowance.Book(Answer(new Usage(100, 50)), 100);
        }

        Assert.Equal(10_000 - 200, account.LeftMicroDollars);
    }

    [Fact]
    public void What_nobody_knows_the_cost_of_counts_as_the_most_that_it_can_be()
    {
        var account = new Account(10_000, (_, _) => 0);
        var call = new DueCall(new ModelCard("m", Price: new Price(1, 1)), 100, 16_000, WithRepair: false);
        using (var silent = Allowance.Take(account, 1, call, 900)!)
        {
            silent.Book(Answer(null), 100);
        }

        Assert.Equal((9_000, 0), (account.LeftMicroDollars, account.Spend.MicroDollars));
        using (var lost = Allowance.Take(account, 1, call, 900)!)
        {
            lost.Lose(100);
            Assert.True(lost.Covers(100));
            lost.Lose(100);
        }

        Assert.Equal(7_000, account.LeftMicroDollars);
    }

    [Fact]
    public void A_model_that_did_not_keep_to_its_limit_is_not_trusted_with_one_again()
    {
        var account = new Account(10_000, (_, _) => 0);
        var card = new ModelCard("m", Price: new Price(1, 1));
        account.Book(1, card, Answer(new Usage(100, 8_000)) with { Limit = 500 });
        Assert.Equal(8_000, account.Overrun(card));
        Assert.Equal(0, account.Overrun(new ModelCard("other")));
        var next = new DueCall(card, 100, 16_000, WithRepair: false) { Overrun = account.Overrun(card) };
        Assert.Equal(8_100, next.Reservation(400));
        Assert.Equal([null], RoundShares.Of(account.LeftMicroDollars, [[next]])[0]);
    }

    [Fact]
    public void Each_seat_s_tokens_are_kept_by_kind_with_who_served_them_and_what_was_charged()
    {
        var card = new ModelCard("m", Price: new Price(1, 1) { CacheReadPerMillion = 1 });
        _account.Book(2, card, Answer(new Usage(100, 50, CacheRead: 40, Reasoning: 900)) with { Served = "m-2026", Upstream = "Azure" });
        _account.Book(2, card, Answer(new Usage(10, 5, InputAudio: 3), 0.5m) with { Served = "m-2025" });
        _account.Book(0, card, Answer(new Usage(1, 1)));
        Assert.Equal([0, 2], _account.Seats.Select(s => s.Seat));
        var seat = _account.Seats[1];
        Assert.Equal(new Usage(110, 55, CacheRead: 40, Reasoning: 900, InputAudio: 3), seat.Tokens);
        Assert.Equal((2, 500_000 + 1_090, 500_000), (seat.Calls, seat.MicroDollars, seat.ChargedMicroDollars));
        Assert.Equal(["m-2025", "m-2026"], seat.Served);
        Assert.Equal(["Azure"], seat.Upstreams);
    }

    private static RecordedAnswer Answer(Usage? usage, decimal? cost = null) => new("", new Receipt(0, _digest, _digest), false, usage, null, cost);
}
