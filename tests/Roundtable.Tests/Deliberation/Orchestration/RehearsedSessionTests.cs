using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Models.Rehearsal;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Deliberation.Orchestration;

public sealed class RehearsedSessionTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_debate_splits_moves_objects_and_ends_with_a_verdict()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var session = await RunAsync(log, Plan(["Yes", "No"], debate: true), null);

        Assert.True(session.Simulated);
        Assert.Equal(2, session.Rounds.Count);
        Assert.Equal(TallyLabel.Supermajority, session.Verdict.First.Label);
        Assert.Equal(1, session.Verdict.First.Objections);
        Assert.Equal(1, session.Verdict.First.Abstentions);
        Assert.Equal([3, 1], session.Verdict.Final.Votes.OrderDescending());
        Assert.Equal([2, 5], session.Verdict.Moves.Select(m => m.Seat));
        Assert.All(session.Verdict.Moves, m => Assert.Equal("r1.s1", m.PersuadedBy));
        Assert.Equal(StopReason.RoundLimit, session.Stop);
    }

    [Fact]
    public async Task Every_ballot_carries_the_receipt_of_a_leaf_with_its_output()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var session = await RunAsync(log, Plan(["Yes", "No", "Later"], debate: true), null);
        var leaves = await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation);
        Assert.All(session.Rounds.SelectMany(r => r.Ballots), ballot =>
        {
            var logged = leaves[(int)ballot.Receipt.Leaf];
            Assert.Equal(ballot.Receipt.Hash, logged.Hash);
            Assert.Equal(Digest.Of(System.Text.Encoding.UTF8.GetBytes(ballot.Text)), logged.Leaf.Output);
            Assert.True(logged.Leaf.Simulated);
        });
    }

    [Fact]
    public async Task The_document_reads_back_to_the_same_bytes_and_the_same_verdict()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var session = await RunAsync(log, Plan([], debate: true), null);
        var bytes = SessionJson.Write(session);
        var read = SessionJson.Read(bytes);
        Assert.Equal(bytes, SessionJson.Write(read));
        var again = read with { Verdict = VerdictCount.Of(read.Question, read.Panel, read.Settings, read.Rounds, read.Clusterings, read.Stop) };
        Assert.Equal(bytes, SessionJson.Write(again));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_simulated_minutes_check_out(bool open)
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var moderator = RehearsalPanel.Moderator(TimeSpan.Zero, TimeProvider.System);
        var plan = Plan(open ? [] : ["Yes", "No"], debate: true) with { Moderator = moderator.Seat.Model };
        var session = await new Deliberator(log, TimeProvider.System).RunAsync(plan, Panel(), moderator, null, Cancellation)
            .OfType<SessionEvent.Finished>().Select(f => f.Session).SingleAsync(Cancellation);
        Assert.Equal("rehearsal/scribe", session.Minutes.By);
        Assert.Equal((0, null), (session.Minutes.Dropped, session.Minutes.Note));
        Assert.Equal(2, session.Minutes.Arguments.Count);
        Assert.Single(session.Drafts);
        Assert.True(session.Clusterings.All(c => c.By == "moderator"));
    }

    [Fact]
    public async Task An_interrupted_session_goes_on_with_only_the_missing_calls()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var plan = Plan(["Yes", "No"], debate: true);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            SeatedModel[] panel = [.. Panel().Select((s, i) => i < 2 ? s : s with { Client = new StoppedInRoundTwo(s.Client, stop) })];
            await foreach (var _ in new Deliberator(log, TimeProvider.System).RunAsync(plan, panel, null, null, stop.Token))
            {
            }
        });

        var before = log.Size;
        var session = await RunAsync(log, plan, await CallJournal.LoadAsync(log, plan.Id, Cancellation));
        Assert.Equal(2, session.Rounds.Count);
        var calls = (await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation)).Select(l => l.Leaf.Call).OfType<string>().ToList();
        Assert.Equal(calls.Distinct(), calls);
        Assert.Equal(10, calls.Count);
        Assert.True(log.Size - before <= 5);
    }

    private static IReadOnlyList<SeatedModel> Panel() => RehearsalPanel.Seats(7, TimeSpan.Zero, TimeProvider.System);

    private static SessionPlan Plan(IReadOnlyList<string> options, bool debate)
    {
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        return new SessionPlan(
            SessionId.New(opened),
            opened,
            new Question("Should we?", options, []),
            [.. Panel().Select(s => s.Seat)],
            null,
            new SessionSettings(debate, debate ? 2 : 1, 1, 7, false, 3, null, 60, 600));
    }

    private static async Task<Session> RunAsync(RecordLog log, SessionPlan plan, CallJournal? journal)
    {
        Session? session = null;
        await foreach (var e in new Deliberator(log, TimeProvider.System).RunAsync(plan, Panel(), null, journal, Cancellation))
        {
            session = (e as SessionEvent.Finished)?.Session ?? session;
        }

        return session!;
    }

    private sealed class StoppedInRoundTwo(IChatClient inner, CancellationTokenSource stop) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (((string)options!.AdditionalProperties![RecordingChatClient.CallProperty]!).StartsWith("r2", StringComparison.Ordinal))
            {
                await stop.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return await base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}
