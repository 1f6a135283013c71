using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Sessions;

public sealed class ReplayTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void What_was_counted_comes_out_the_same_and_every_change_of_it_is_told()
    {
        var session = Replay.Again(SampleSessions.ClosedDebate());
        Assert.Empty(Replay.Differences(session));
        Assert.Equal(
            ["The verdict in the file is not the one that its ballots give."],
            Replay.Differences(session with { Verdict = session.Verdict with { Herding = !session.Verdict.Herding } }));
        Assert.Equal(
            ["The minutes in the file are not those that its ballots and drafts give."],
            Replay.Differences(session with { Minutes = session.Minutes with { Note = "Something else." } }));
    }

    [Fact]
    public void A_ballot_that_does_not_fit_is_told_in_a_sentence_without_names_of_parameters()
    {
        var session = Replay.Again(SampleSessions.ClosedDebate());
        Ballot[] strange =
        [
            SampleSessions.Vote(1, 9, 0, "Nobody knows me."),
            SampleSessions.Vote(1, 1, 7, "There is no such option."),
            SampleSessions.Make(1, 1, new Choice.Position("Aurora"), "The question has options."),
        ];
        Assert.Equal(
            [
                "The verdict cannot be computed from the rounds: Ballot r1.s9 is from seat 9, which is not on the panel.",
                "The verdict cannot be computed from the rounds: Ballot r1.s1 votes for option index 7, but the question has 2 options.",
                "The verdict cannot be computed from the rounds: Ballot r1.s1 states a position, but the question has options.",
            ],
            strange.SelectMany(b => Replay.Differences(session with { Rounds = [new Round(1, [b], [])] })));
        Assert.Equal(["The verdict cannot be computed from the rounds: A verdict needs at least one round."], Replay.Differences(session with { Rounds = [] }));
        var error = Assert.Throws<WorkspaceException>(() => SessionService.RecountBy(RecountRule.Plurality, session with { Rounds = [] }));
        Assert.Equal(ErrorKind.BadData, error.Kind);
        Assert.Throws<SessionFormatException>(() => SessionJson.Read(SessionJson.Write(session with { Rounds = [] })));
    }

    [Fact]
    public async Task A_session_that_the_log_does_not_know_is_not_said_to_agree_with_it()
    {
        var session = Replay.Again(SampleSessions.ClosedDebate());
        var result = await new SessionService(_workspace.Context).ReplayAsync(session, Cancellation);
        Assert.Null(result.AgainstLog);
        Assert.Empty(result.Problems);
        Assert.Equal("unknown", (string?)result.Json()["log"]);
    }

    [Fact]
    public async Task Receipts_that_the_log_did_not_give_and_a_file_that_was_edited_are_told()
    {
        var session = Replay.Again(SampleSessions.ClosedDebate());
        await _workspace.SaveAsync(session);
        var service = new SessionService(_workspace.Context);
        var result = await service.ReplayAsync(session, Cancellation);
        Assert.Equal(8, result.Ballots);
        Assert.Equal(8, result.AgainstLog!.Count);
        Assert.All(result.AgainstLog, p => Assert.Contains("which the log does not have", p, StringComparison.Ordinal));
        Assert.False((bool?)result.Json()["ok"]);

        var edited = session with { Question = session.Question with { Text = "Should nobody?" } };
        Assert.StartsWith("The file was edited", (await service.ReplayAsync(edited, Cancellation)).AgainstLog![^1], StringComparison.Ordinal);
    }
}
