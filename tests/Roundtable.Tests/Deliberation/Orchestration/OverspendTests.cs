using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>What a budget cannot prevent is told: a provider that does not keep to its limit, and calls of which nobody knows what they cost.</summary>
public sealed class OverspendTests : IDisposable
{
    private const string Vote = """{"choice":"Yes","reasoning":"Because.","confidence":0.8}""";

    private static readonly SessionSettings _poll = new(false, 1, 1, 1, false, 1, null, 7, 600);
    private static readonly DateTimeOffset _opened = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_provider_that_ignores_its_limit_overspends_and_the_session_says_so()
    {
        MeteredClient[] seats = [Deaf("Yes"), Deaf("No"), Deaf("Yes")];
        var session = await RunAsync(_poll with { BudgetMicroDollars = 30_000, Debate = true, Rounds = 4 }, seats, new Price(1m, 10m));
        Assert.True(session.Spend.MicroDollars > 30_000);
        Assert.Equal(
            FormattableString.Invariant($"It cost ${session.Spend.MicroDollars / 1_000_000m:0.0000}, more than its budget of $0.0300: ")
                + "a provider did not keep to the limit of tokens that it was given, or charged more than the price that is known.",
            SpendText.Overrun(session));

        // Each was given a limit, and none is asked again.
        Assert.Equal(StopReason.BudgetSpent, session.Stop);
        Assert.All(seats, s => Assert.InRange(Assert.Single(s.Calls).Limit!.Value, AnswerLimit.Min, 1_000));

        static MeteredClient Deaf(string vote) => new(_ => (Vote.Replace("Yes", vote, StringComparison.Ordinal), 9_000), deaf: true);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public async Task A_call_that_the_time_limit_ended_makes_the_cost_a_lower_bound_unless_the_model_is_free(int price, int unpriced)
    {
        var session = await RunAsync(_poll, [new MeteredClient(_ => (Vote, 10)), Stalled()], new Price(price, price));
        Assert.Equal("It gave no answer within 7 seconds.", Assert.Single(session.Rounds[0].Absences).Reason);
        Assert.Equal((1, unpriced), (session.Spend.Calls, session.Spend.UnpricedCalls));
        Assert.Equal(unpriced > 0, VerdictText.Spend(session.Spend).Contains("at least $0.", StringComparison.Ordinal));
        var lost = session.SeatSpends!.SingleOrDefault(s => s.Seat == 2);
        Assert.Equal((0, unpriced), (lost?.Calls ?? 0, lost?.UnpricedCalls ?? 0));
        Assert.Equal(unpriced > 0, lost is not null && SpendText.Of(lost).EndsWith("cost unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_was_lost_before_an_interruption_counts_after_it_too()
    {
        var first = await RunAsync(_poll with { BudgetMicroDollars = 50_000 }, [new MeteredClient(_ => (Vote, 10)), Stalled()], new Price(1, 1));
        var again = await RunAsync(_poll with { BudgetMicroDollars = 50_000 }, [new MeteredClient(_ => ("", 0)), new MeteredClient(_ => (Vote, 10))], new Price(1, 1), first.Id);
        Assert.Equal(1, first.Spend.UnpricedCalls);
        Assert.Equal(SessionJson.Write(first), SessionJson.Write(again));
    }

    /// <summary>Runs a session; the second seat has less time than the others, and it is over at once.</summary>
    private async Task<Session> RunAsync(SessionSettings settings, IChatClient[] clients, Price price, string? resumed = null)
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        SeatedModel[] panel = [.. clients.Select((c, i) => new SeatedModel(
            new Seat(i + 1, $"Seat {i + 1}", new ModelCard($"test/m{i + 1}", Price: price)) { Settings = i == 1 && clients.Length == 2 ? null : new SeatSettings { Seconds = 60 } },
            c, "test", SupportsSchema: false))];
        var plan = new SessionPlan(resumed ?? SessionId.New(_opened), _opened, new Question("Ship it?", ["Yes", "No"], []), [.. panel.Select(p => p.Seat)], null, settings);
        var journal = resumed is null ? null : await CallJournal.LoadAsync(log, resumed, Cancellation);
        return await new Deliberator(log, new SeatTime(TimeSpan.FromSeconds(settings.SeatSeconds))) { Estimate = ScriptedTable.Tokens }
            .RunAsync(plan, panel, null, journal, Cancellation).OfType<SessionEvent.Finished>().Select(f => f.Session).SingleAsync(Cancellation);
    }

    private static ScriptedChatClient Stalled() => new(async (_, _, stop) =>
    {
        await Task.Delay(Timeout.Infinite, stop);
        throw new InvalidOperationException();
    });

    /// <summary>A clock on which waits of one length are over at once.</summary>
    private sealed class SeatTime(TimeSpan over) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == over ? TimeSpan.Zero : dueTime, period);
    }
}
