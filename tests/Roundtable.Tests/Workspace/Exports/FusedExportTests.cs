using AngleSharp.Html.Parser;
using Markdig;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;

namespace Roundtable.Tests.Workspace.Exports;

/// <summary>Fused answers in words, Markdown and HTML.</summary>
public sealed class FusedExportTests
{
    private static readonly MarkdownPipeline _everything = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    [Fact]
    public void The_headline_counts_what_the_session_holds()
    {
        Assert.Equal("Answer from 3 of 4 seats, 1 disputed point; 1 absent", HeadlineText.Of(SampleFused.Moderated()));
        Assert.Equal("The best-reviewed answer, unchanged, from 3 of 4 seats; 1 absent", HeadlineText.Of(SampleFused.BestReviewed()));
        Assert.Equal("No answer: 1 of 4 seats answered where 2 are needed; 3 absent", HeadlineText.Of(SampleFused.NoAnswer()));
        Assert.Equal("Fields from 3 of 4 seats, which differ on 1 of 2 fields; 1 absent", HeadlineText.Of(SampleFused.Fields()));
        Assert.Equal("4 seats invited: 3 answered, 1 absent", HeadlineText.Beside(SampleFused.Moderated()));
    }

    [Fact]
    public void Where_nothing_is_disputed_the_headline_says_over_how_much()
    {
        var figures = FusedFigures.Of(SampleFused.Moderated()) with { Disputed = 0 };
        Assert.Equal("Answer from 3 of 4 seats, no contradiction found over 2 points; 1 absent", FusedText.Headline(figures));
        Assert.Equal(
            "Answer from 3 of 4 seats (2 models), no contradiction found over 2 points; 1 absent", FusedText.Headline(figures with { Models = 2 }));
    }

    [Fact]
    public void What_was_left_out_is_told_in_one_line_with_why()
    {
        Assert.Equal(
            "Left out: 1 sentence that no citation carries; 2 sentences that failed another check; 1 point without words that were found; "
                + "2 spans that no answer has.",
            FusedText.Dropped(SampleFused.Moderated()));
        Assert.Null(FusedText.Dropped(SampleFused.BestReviewed()));
    }

    [Fact]
    public void A_sentence_leads_to_the_spans_of_the_side_that_it_cites_and_of_no_other()
    {
        var session = SampleFused.Moderated();
        var spans = FusedSpans.Of(session);
        Assert.Equal([1, 2, 3], spans.Of(session.Fused.Sentences[0]).Select(s => s.Span.Seat));
        Assert.Equal([(1, "p2.a"), (2, "p2.a")], spans.Of(session.Fused.Sentences[1]).Select(s => (s.Span.Seat, s.Point)));
        Assert.Equal(["s3-q1", "s3-q2", "s3-q3"], spans.In(3).Select(s => s.Id));
        Assert.Equal(3, spans.Of("p2").Count());
    }

    [Fact]
    public void Every_export_holds_answer_support_spans_comparison_answers_and_facts()
    {
        var session = SampleFused.Moderated();
        foreach (var text in new[] { SessionText.Of(session, "markdown"), new HtmlParser().ParseDocument(SessionText.Of(session, "html")).Body!.TextContent })
        {
            Assert.All(
                (string[])
                [
                    "Keep tenants apart by row-level security.", "disputed: two of three, against one", "three of three", "Where answers contradict each other",
                    "What no answer covers", "Migrations", "Use a schema for each tenant.", FusedText.SpansProve, "No answer within 60 seconds.", "Answers", "Left out:",
                ],
                part => Assert.Contains(part, text, StringComparison.Ordinal));
        }

        Assert.Equal(SessionDocumentJson.Write(session), System.Text.Encoding.UTF8.GetBytes(SessionText.Of(session, "json")));
    }

    [Fact]
    public void Fields_and_reviews_are_told_with_who_agrees()
    {
        var fields = SessionText.Of(SampleFused.Fields(), "markdown");
        Assert.Contains("| cheap | true | most seats: Seat 1, Seat 2; others: Seat 3: false |", fields, StringComparison.Ordinal);
        Assert.Contains("| name | \"postgres\" | all alike: Seat 1, Seat 2, Seat 3 |", fields, StringComparison.Ordinal);
        var reviews = SessionText.Of(SampleFused.BestReviewed(), "markdown");
        Assert.Contains("- 1\\. Seat 2: beats 2, beaten by 0; 2 points in 2 reviews", reviews, StringComparison.Ordinal);
        Assert.Contains("could not be read: it is not JSON.", reviews, StringComparison.Ordinal);
        Assert.Contains("It does not scale.", reviews, StringComparison.Ordinal);
    }

    [Fact]
    public void A_follow_up_reads_the_answer_with_who_says_it() =>
        Assert.Contains("row-level security. _(disputed: two of three, against one)_", MinutesText.Of(SampleFused.Moderated()), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(HostileTextTests.Payloads), MemberType = typeof(HostileTextTests))]
    public void Whatever_is_written_the_exports_hold_nothing_but_their_own_elements(string payload)
    {
        var page = new HtmlParser().ParseDocument(SessionText.Of(SampleFused.Hostile(payload), "html"));
        var plain = new HtmlParser().ParseDocument(SessionText.Of(SampleFused.Hostile("harmless"), "html"));
        Assert.Equal(plain.All.Select(e => e.LocalName), page.All.Select(e => e.LocalName));
        Assert.All(page.QuerySelectorAll("a"), a => Assert.StartsWith("#s", a.GetAttribute("href"), StringComparison.Ordinal));

        // Emphasis and code within a line are the one thing that the answer keeps.
        string[] lines = ["br", "p", "em", "strong", "code"];
        var text = new HtmlParser().ParseDocument(Markdown.ToHtml(SessionText.Of(SampleFused.Hostile(payload), "markdown"), _everything));
        var harmless = new HtmlParser().ParseDocument(Markdown.ToHtml(SessionText.Of(SampleFused.Hostile("harmless"), "markdown"), _everything));
        Assert.Equal(
            harmless.All.Select(e => e.LocalName).Where(n => !lines.Contains(n, StringComparer.Ordinal)),
            text.All.Select(e => e.LocalName).Where(n => !lines.Contains(n, StringComparer.Ordinal)));
        Assert.All(text.QuerySelectorAll("a[href]"), a => Assert.Matches("^#[ps][0-9]", a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("a **b** `c[0]` d", "a **b** `c[0]` d")]
    [InlineData("an `open one", "an \\`open one")]
    [InlineData("`` a ` b `` <b>", "`` a ` b `` \\<b\\>")]
    [InlineData("- like a list", "\\- like a list")]
    [InlineData("[x](javascript:a) \\[y\\]", "\\[x\\](javascript:a) \\[y\\]")]
    public void Emphasis_and_code_stay_and_nothing_else(string text, string markdown) => Assert.Equal(markdown, MarkdownText.Formatted(text));
}
