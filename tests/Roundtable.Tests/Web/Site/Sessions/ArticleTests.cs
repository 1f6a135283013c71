using AngleSharp.Html.Parser;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Web.Site.Sessions;

/// <summary>A session of any kind reads like an article: question, result, picture, what was concluded with its dissent, arguments, rights, record, costs.</summary>
public sealed class ArticleTests
{
    private static readonly HtmlParser _parser = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_parts_stand_in_the_order_of_reading_and_its_counts_come_from_one_value()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-article-");
        List<SessionDocument> sessions =
        [
            .. SampleSessions.All(), SampleFused.Moderated(), SampleFused.BestReviewed() with { Id = "01jd0000000000000000fusedb" },
            SampleFused.NoAnswer() with { Id = "01jd0000000000000000fusedn" }, SampleFused.Fields() with { Id = "01jd0000000000000000fusedf" },
        ];
        await using (var log = await RecordLog.OpenAsync(data.FullName, TimeProvider.System, Cancellation))
        {
            foreach (var session in sessions)
            {
                await new SessionStore(data.FullName).SaveAsync(log, session, Cancellation);
            }
        }

        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        foreach (var session in sessions)
        {
            using var page = _parser.ParseDocument(await site.Http.GetStringAsync($"/sessions/{session.Id}", Cancellation));
            var parts = page.QuerySelectorAll("h1.question, #result, .bars, #minutes, #answer .dissent, #arguments, #answers, #rights, #record, #cost").ToList();
            string[] expected = session is Session
                ? ["question", "result", "bars", "minutes", "arguments", "rights", "record", "cost"]
                : ["question", "result", "bars", "dissent", "answers", "rights", "record", "cost"];
            Assert.Equal(expected, parts.Select(p => p.Id is { Length: > 0 } id ? id : p.ClassList[0]).Distinct());
            Assert.Equal(HeadlineText.Of(session), Assert.Single(page.QuerySelectorAll("#result")).TextContent);
            Assert.StartsWith("Whether it may be published", page.QuerySelector(".rights-line")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count(), page.QuerySelectorAll("[id]").Length);
            Assert.All(page.QuerySelectorAll("nav.sections a"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
            if (session is Session voted)
            {
                Assert.Contains(VerdictText.Beside(voted.Verdict.Final), page.QuerySelector("#verdict")!.TextContent, StringComparison.Ordinal);
                Assert.Equal(voted.Verdict.Final.Cast, page.QuerySelectorAll("#verdict .bar-count b").Sum(b => int.Parse(b.TextContent, System.Globalization.CultureInfo.InvariantCulture)));
                Assert.Equal(voted.Rounds.Sum(r => r.Ballots.Count), page.QuerySelectorAll("#arguments .ballot").Length);
            }
        }
    }

    [Fact]
    public void Dissent_counts_votes_and_names_what_did_not_vote_beside_them()
    {
        var moved = Dissent.Of(SampleSessions.ClosedDebate());
        Assert.Equal("No vote dissents: all 3 votes are for it; 2 seats of 5 did not vote.", moved.Summary);
        Assert.Equal([4], moved.Objections.Select(o => o.Seat));
        Assert.All(moved.Sides, s => Assert.Empty(s.Seats)); // whoever said No has left it

        var split = Dissent.Of(SampleSessions.Open());
        Assert.Equal("1 of 3 votes dissents.", split.Summary);
        Assert.Equal([3], Assert.Single(split.Sides).Seats);
    }

    [Fact]
    public void Where_no_option_leads_every_side_is_listed_and_none_is_called_dissent()
    {
        var session = SampleSessions.Debate("01jd0000000000000000000tie", new("Which?", ["One", "Two"], []), 2, new Roundtable.Deliberation.Rounds.Round(
            1, [SampleSessions.Vote(1, 1, 0, "One is first."), SampleSessions.Vote(1, 2, 1, "Two is more.")], []));
        var sides = Dissent.Of(session);
        Assert.Null(sides.Leader);
        Assert.Equal("No option leads.", sides.Summary);
        Assert.Equal([0, 1], sides.Sides.Select(s => s.Option));
    }

    [Fact]
    public void Answers_that_were_not_compared_are_not_called_free_of_dissent()
    {
        Assert.Equal("1 point is disputed among 3 answers.", Dissent.Of(SampleFused.Moderated()));
        Assert.Equal("The answers were not compared, so nothing is known of dissent among them.", Dissent.Of(SampleFused.NoAnswer() with { Comparison = null }));
    }
}
