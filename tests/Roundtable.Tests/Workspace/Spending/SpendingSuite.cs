using Roundtable.Deliberation.Rounds;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Spending;

namespace Roundtable.Tests.Workspace.Spending;

/// <summary>What every ledger keeps, in a file and in a database.</summary>
public abstract class SpendingSuite
{
    private static readonly DateTimeOffset _now = new(2026, 11, 29, 23, 59, 0, TimeSpan.Zero);

    private CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the database once more, as another process would.</summary>
    protected abstract Task<SpendingDatabase> OpenAsync();

    [Fact]
    public async Task A_reservation_is_charged_before_the_call_and_replaced_by_what_it_cost()
    {
        await using var database = await OpenAsync();
        var ledger = new SpendingLedger(database);
        Assert.True(await ledger.TryReserveAsync(Call("a"), 70, 100, 1000, Cancellation));
        Assert.Equal(new Spent(70, 70), await ledger.SpentAsync("k", _now, Cancellation));
        Assert.False(await ledger.TryReserveAsync(Call("b"), 31, 100, 1000, Cancellation));
        Assert.True(await ledger.TryReserveAsync(Call("b"), 30, 100, 1000, Cancellation));
        Assert.False(await ledger.TryReserveAsync(Call("c"), 1, 100, 1000, Cancellation));
        Assert.True(await ledger.SettleAsync(Call("a"), new Charge(ChargeState.Settled, 10, 5, 6), Cancellation));
        Assert.False(await ledger.SettleAsync(Call("a"), new Charge(ChargeState.Settled, 0, 0, 0), Cancellation));
        Assert.Equal(new Spent(40, 40), await ledger.SpentAsync("k", _now, Cancellation));
        Assert.Equal(["b"], await ledger.OpenCallsAsync(Cancellation));

        // What a settlement tells may be more than was reserved; it is charged all the same, and what comes then is refused.
        Assert.True(await ledger.SettleAsync(Call("b"), new Charge(ChargeState.Settled, 95, 5, 6), Cancellation));
        Assert.Equal(new Spent(105, 105), await ledger.SpentAsync("k", _now, Cancellation));
        Assert.False(await ledger.TryReserveAsync(Call("d"), 0, 100, 1000, Cancellation));
    }

    [Fact]
    public async Task Nothing_of_a_refused_reservation_stays_in_either_period()
    {
        await using var database = await OpenAsync();
        var ledger = new SpendingLedger(database);
        Assert.False(await ledger.TryReserveAsync(Call("a"), 50, 49, 1000, Cancellation));
        Assert.False(await ledger.TryReserveAsync(Call("b"), 50, 1000, 49, Cancellation));
        Assert.Equal(new Spent(0, 0), await ledger.SpentAsync("k", _now, Cancellation));
        Assert.True(await ledger.TryReserveAsync(Call("c"), 50, null, 50, Cancellation));
        Assert.False(await ledger.TryReserveAsync(Call("c"), 0, null, 50, Cancellation));
    }

    [Fact]
    public async Task A_call_counts_for_the_day_and_month_in_UTC_on_which_it_was_let_through()
    {
        await using var database = await OpenAsync();
        var ledger = new SpendingLedger(database);
        var evening = new DateTimeOffset(2026, 11, 30, 23, 59, 59, TimeSpan.Zero);
        Assert.True(await ledger.TryReserveAsync(Call("a") with { At = evening }, 100, 100, 150, Cancellation));
        var after = evening.AddSeconds(2).ToOffset(TimeSpan.FromHours(-8));
        Assert.Equal(new Spent(0, 0), await ledger.SpentAsync("k", after, Cancellation));
        Assert.True(await ledger.TryReserveAsync(Call("b") with { At = after }, 100, 100, 150, Cancellation));
        await ledger.SettleAsync(Call("a") with { At = evening }, new Charge(ChargeState.Settled, 1, 0, 0), Cancellation);
        Assert.Equal(new Spent(1, 1), await ledger.SpentAsync("k", evening, Cancellation));
        Assert.Equal(new Spent(100, 100), await ledger.SpentAsync("k", after, Cancellation));
    }

    [Fact]
    public async Task What_was_reserved_stays_with_its_key_and_day_whatever_a_settlement_says()
    {
        await using var database = await OpenAsync();
        var ledger = new SpendingLedger(database);
        Assert.True(await ledger.TryReserveAsync(Call("a"), 70, 100, 1000, Cancellation));
        var later = _now.AddDays(40);
        Assert.True(await ledger.SettleAsync(Call("a") with { Key = "other", At = later }, new Charge(ChargeState.Settled, 10, 5, 6), Cancellation));
        Assert.Equal(new Spent(10, 10), await ledger.SpentAsync("k", _now, Cancellation));
        Assert.Equal(new Spent(0, 0), await ledger.SpentAsync("other", later, Cancellation));
    }

    [Fact]
    public async Task What_is_open_when_a_process_ends_stays_charged_for_the_next()
    {
        await using (var database = await OpenAsync())
        {
            Assert.True(await new SpendingLedger(database).TryReserveAsync(Call("a"), 70, 100, null, Cancellation));
        }

        await using var next = await OpenAsync();
        Assert.False(await new SpendingLedger(next).TryReserveAsync(Call("b"), 40, 100, null, Cancellation));
        Assert.Equal(["a"], await new SpendingLedger(next).OpenCallsAsync(Cancellation));
    }

    /// <summary>
    /// Many callers at once, from several processes' connections: at no moment is more charged than the budget, but for what settlements told beyond what was
    /// reserved; and in the end the ledger has what a plain addition makes of the settlements.
    /// </summary>
    [Fact]
    public async Task Many_callers_at_once_never_pass_the_budget()
    {
        const long Limit = 10_000;
        for (var seed = 1L; seed <= TestDepth.Of(3, 40); seed++)
        {
            await using var one = await OpenAsync();
            await using var two = await OpenAsync();
            SpendingLedger[] ledgers = [new(one), new(two)];
            var key = $"key{seed}";
            long settled = 0, beyond = 0, refused = 0, open = 0;
            await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Task.Run(async () =>
            {
                var random = new SeededRandom((seed * 100) + worker, "spending");
                for (var n = 0; n < 25; n++)
                {
                    var ledger = ledgers[random.Next(2)];
                    var call = new ChargedCall($"{seed}-{worker}-{n}", key, "Ann", "lab/one", _now);
                    var reserved = (long)random.Next(900);
                    if (!await ledger.TryReserveAsync(call, reserved, Limit, null, Cancellation))
                    {
                        Interlocked.Increment(ref refused);
                        continue;
                    }

                    var spent = (await ledger.SpentAsync(key, _now, Cancellation)).Day;
                    Assert.True(spent <= Limit + Interlocked.Read(ref beyond), $"{spent} of {Limit} are charged (seed {seed})");
                    switch (random.Next(10))
                    {
                        case 0: // the process dies
                            Interlocked.Add(ref open, reserved);
                            break;
                        case 1: // more than was reserved
                            Interlocked.Add(ref beyond, 100);
                            Interlocked.Add(ref settled, reserved + 100);
                            Assert.True(await ledger.SettleAsync(call, new Charge(ChargeState.Settled, reserved + 100, 1, 1), Cancellation));
                            break;
                        default:
                            var cost = (long)random.Next((int)reserved + 1);
                            Interlocked.Add(ref settled, cost);
                            Assert.True(await ledger.SettleAsync(call, new Charge(ChargeState.Settled, cost, 1, 1), Cancellation));
                            break;
                    }
                }
            })));
            var end = (await ledgers[0].SpentAsync(key, _now, Cancellation)).Day;
            Assert.Equal(settled + open, end);
            Assert.True(end <= Limit + beyond, $"{end} of {Limit}, and {beyond} beyond reservations (seed {seed})");
            Assert.True(refused > 0, "No call was refused, so that the budget was not tried.");
        }
    }

    [Fact]
    public async Task A_part_of_a_budget_is_told_once_however_many_look()
    {
        await using var database = await OpenAsync();
        await using var other = await OpenAsync();
        var ledger = new SpendingLedger(database);
        var token = AccessToken.New("Ann", Role.Caller, _now).Token with { Limits = new KeyLimits { DayMicroDollars = 100, MonthMicroDollars = 1000 } };
        var call = new ChargedCall("a", token.Id, "Ann", "lab/one", _now);
        await ledger.TryReserveAsync(call, 100, 100, 1000, Cancellation);
        var alerts = new BudgetAlerts(database, ledger);
        Assert.Empty(await alerts.DueAsync(token, _now, refused: true, Cancellation)); // a reservation is no spending
        await ledger.SettleAsync(call, new Charge(ChargeState.Settled, 80, 1, 1), Cancellation);
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() =>
            new BudgetAlerts(i % 2 == 0 ? database : other, new SpendingLedger(i % 2 == 0 ? database : other)).DueAsync(token, _now, refused: false, Cancellation))));
        var alert = Assert.Single(all.SelectMany(a => a));
        Assert.Equal((80, "2026-11-29", 80L, 100L), (alert.Percent, alert.Period, alert.SpentMicroDollars, alert.LimitMicroDollars));
        Assert.Equal(100, Assert.Single(await alerts.DueAsync(token, _now, refused: true, Cancellation)).Percent);
        Assert.Empty(await alerts.DueAsync(token, _now, refused: true, Cancellation));

        // The next day tells again, and the month when its own part is reached.
        var day = _now.AddDays(1);
        await ledger.SettleAsync(call with { Id = "b", At = day }, new Charge(ChargeState.Settled, 720, 1, 1), Cancellation);
        Assert.Equal(
            ["2026-11-30 80", "2026-11-30 100", "2026-11 80"],
            (await alerts.DueAsync(token, day, refused: false, Cancellation)).Select(a => $"{a.Period} {a.Percent}"));
    }

    [Fact]
    public async Task What_one_key_made_belongs_to_it_alone()
    {
        await using var database = await OpenAsync();
        var owned = new OwnedIds(database);
        await owned.AddAsync("openai", ["file-1", "file-2"], "one", Cancellation);
        await owned.AddAsync("openai", ["file-1"], "two", Cancellation);
        Assert.Empty(await owned.NotOwnedAsync("openai", ["file-1", "file-2"], "one", Cancellation));
        Assert.Equal(["file-1"], await owned.NotOwnedAsync("openai", ["file-1"], "two", Cancellation));
        Assert.Equal(["FILE-1", "file-3"], await owned.NotOwnedAsync("openai", ["FILE-1", "file-3"], "one", Cancellation));
        Assert.Equal(["file-1"], await owned.NotOwnedAsync("groq", ["file-1"], "one", Cancellation));
    }

    [Fact]
    public async Task A_report_adds_up_by_day_owner_and_model_and_is_harmless_as_CSV()
    {
        await using var database = await OpenAsync();
        var ledger = new SpendingLedger(database);
        await ledger.SettleAsync(Call("a"), new Charge(ChargeState.Settled, 1_500_000, 10, 20), Cancellation);
        await ledger.SettleAsync(Call("b"), new Charge(ChargeState.Unpriced, 0, 1, 2), Cancellation);
        await ledger.TryReserveAsync(Call("c"), 5, null, null, Cancellation);
        await ledger.SettleAsync(new ChargedCall("d", "x", "=HYPERLINK(\"http://evil\")", "lab/two", _now), new Charge(ChargeState.Kept, 7, 0, 0), Cancellation);
        await ledger.SettleAsync(new ChargedCall("e", "x", "Bob", "lab/two", _now.AddDays(-9)), Charge.Nothing, Cancellation);
        var day = DateOnly.FromDateTime(_now.UtcDateTime);
        var report = await SpendingReport.ReadAsync(database, day, day, null, Cancellation);
        Assert.Equal(
            [
                new SpendingRow(day, "=HYPERLINK(\"http://evil\")", "x", "lab/two", 1, 7, 0, 0, 1, 0, 0),
                new SpendingRow(day, "Ann", "k", "lab/one", 3, 1_500_005, 11, 22, 0, 1, 1),
            ],
            report.Rows);
        Assert.Equal(
            "day,owner,key,model,calls,usd,input_tokens,output_tokens,kept_calls,unpriced_calls,open_calls\r\n"
                + "2026-11-29,\"'=HYPERLINK(\"\"http://evil\"\")\",x,lab/two,1,0.000007,0,0,1,0,0\r\n"
                + "2026-11-29,Ann,k,lab/one,3,1.500005,11,22,0,1,1\r\n",
            report.Csv());
        Assert.Equal("Ann", Assert.Single((await SpendingReport.ReadAsync(database, day, day, "Ann", Cancellation)).Rows).Owner);
        Assert.Empty((await SpendingReport.ReadAsync(database, day, day, "Eve", Cancellation)).Rows);
    }

    private static ChargedCall Call(string id) => new(id, "k", "Ann", "lab/one", _now);
}
