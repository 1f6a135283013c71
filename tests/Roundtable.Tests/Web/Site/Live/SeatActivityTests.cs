using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Web.Site.Live;
using Roundtable.Workspace.Live;

namespace Roundtable.Tests.Web.Site.Live;

/// <summary>What a seat is doing while a session is under way, from what the session tells.</summary>
public sealed class SeatActivityTests
{
    [Fact]
    public void A_seat_waits_is_asked_thinks_speaks_answers_and_is_seen_to_move()
    {
        var session = SampleSessions.ClosedDebate();
        var plan = new SessionPlan(session.Id, session.Opened, session.Question, session.Panel, session.Moderator, session.Settings);
        var state = LiveState.Empty;
        Tell(new SessionEvent.Opened(plan, 0), "waiting");
        Tell(new SessionEvent.RoundStarted(1, [1, 2, 3, 4, 5]), "waiting");
        Tell(new SessionEvent.SeatAsked(1, 2, 1), "asked");
        Tell(new SessionEvent.SeatThinks(1, 2, 1), "thinking");
        Tell(new SessionEvent.ReasoningDelta(1, 2, 1, "Consent"), "speaking");
        Tell(new SessionEvent.Retrying(1, 2, 1, "It broke off."), "asked");
        Tell(new SessionEvent.BallotCast(SampleSessions.Vote(1, 2, 1, "Consent was never asked for.")), "cast");
        Tell(new SessionEvent.RoundFinished(session.Rounds[0], session.Verdict.First, null), "cast");
        Assert.Equal((1, null), (SeatActivity.OptionOf(state.Seats[1]), SeatActivity.LeftBehind(state.Seats[1])));
        Tell(new SessionEvent.RoundStarted(2, [1, 2, 3, 4, 5]), "waiting");
        Assert.Equal(1, SeatActivity.OptionOf(state.Seats[1])); // where it stands until it answers
        Tell(new SessionEvent.SeatAsked(2, 2, 1), "asked");
        Tell(new SessionEvent.BallotCast(SampleSessions.Vote(2, 2, 0, "The point about reading convinced me.")), "cast");
        Assert.Equal((0, 1), (SeatActivity.OptionOf(state.Seats[1]), SeatActivity.LeftBehind(state.Seats[1])));
        Tell(new SessionEvent.SeatAbsent(2, new Absence(2, "No answer.")), "absent");
        var spend = new Spend(3, 100, 20, 1_000, 0);
        Tell(new SessionEvent.Spent(spend), "absent");
        Assert.Equal(spend, state.Spend);

        void Tell(SessionEvent e, string expected)
        {
            state = state.After(new LiveEvent(new LiveId("a", state.At.Number + 1), e));
            Assert.Equal(expected, SeatActivity.Of(state.Seats[1]));
        }
    }

    [Fact]
    public async Task The_page_of_a_session_under_way_shows_its_table_before_any_script_runs()
    {
        await using var site = await RunningSite.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ROUNDTABLE_REHEARSAL_PACE_MS"] = "600000" }, cancellation: TestContext.Current.CancellationToken);
        using var begun = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            site.Http, "/api/v1/sessions", new { question = "Is it so?", options = (string[])["Yes", "No"], panel = "rehearsal" }, TestContext.Current.CancellationToken);
        var id = System.Text.Json.JsonElement.Parse(await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("id").GetString();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await site.Http.GetStringAsync($"/sessions/{id}", TestContext.Current.CancellationToken));
        Assert.Equal(5, page.QuerySelectorAll("#live-table g.dot").Length);
        Assert.Equal(5, page.QuerySelectorAll(".seat-card").Length);
        Assert.Equal("0 of 5", page.QuerySelector("#figures dd")!.TextContent);
        Assert.Equal("5", page.QuerySelector("#figures progress")!.GetAttribute("max"));
    }
}
