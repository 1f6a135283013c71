using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>A session on a budget that is interrupted and goes on.</summary>
public sealed class BudgetResumeTests : IDisposable
{
    private const string Vote = """{"choice":"Yes","reasoning":"Because.","confidence":0.8}""";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task It_pays_for_no_call_twice_and_keeps_to_its_budget()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var settings = new SessionSettings(true, 2, 2, 1, false, 2, 200_000, 60, 600);
        MeteredClient Seat(string vote) => new(call => (vote, call.EndsWith("a0", StringComparison.Ordinal) && call.Contains(".s1.", StringComparison.Ordinal) ? 4_000 : 100));
        MeteredClient[] first = [Seat(Vote), Seat(Vote.Replace("Yes", "No", StringComparison.Ordinal))];
        var stalled = new ScriptedChatClient(async (_, _, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            throw new InvalidOperationException();
        });
        var plan = Plan(opened, settings);
        await foreach (var e in Run(log, plan, [.. first, stalled], null))
        {
            if (first.All(c => c.Calls.Count >= 2) && e is SessionEvent.BallotCast)
            {
                break;
            }
        }

        var journal = await CallJournal.LoadAsync(log, plan.Id, Cancellation);
        MeteredClient[] second = [Seat(Vote), Seat(Vote.Replace("Yes", "No", StringComparison.Ordinal)), Seat(Vote)];
        var session = await Run(log, plan, second, journal).OfType<SessionEvent.Finished>().Select(f => f.Session).SingleAsync(Cancellation);
        var answered = first.SelectMany(c => c.Calls).Select(c => c.Call).ToHashSet(StringComparer.Ordinal);
        Assert.True(answered.Count >= 4);
        Assert.DoesNotContain(second.SelectMany(c => c.Calls), c => answered.Contains(c.Call));
        Assert.InRange(session.Spend.MicroDollars, 1, 200_000);
        Assert.Equal(2, session.Rounds.Count);
    }

    private static SessionPlan Plan(DateTimeOffset opened, SessionSettings settings) => new(
        SessionId.New(opened),
        opened,
        new Question("Ship it?", ["Yes", "No"], []),
        [.. Enumerable.Range(1, 3).Select(i => new Seat(i, $"Seat {i}", new ModelCard($"test/m{i}", Price: new Price(1, 10))))],
        null,
        settings);

    private static IAsyncEnumerable<SessionEvent> Run(RecordLog log, SessionPlan plan, IChatClient[] clients, CallJournal? journal) =>
        new Deliberator(log, TimeProvider.System) { Estimate = ScriptedTable.Tokens }.RunAsync(
            plan, [.. plan.Panel.Zip(clients, (s, c) => new SeatedModel(s, c, "test", SupportsSchema: false))], null, journal, Cancellation);
}
