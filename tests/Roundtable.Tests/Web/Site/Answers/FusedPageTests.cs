using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Web.Site.Answers;

/// <summary>A fused answer on the site and over the API: page, list, downloads, and what does not apply to it.</summary>
public sealed class FusedPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_shows_each_sentence_with_its_support_and_leads_to_the_words_where_they_stand()
    {
        await using var site = await SiteAsync();
        var page = await PageAsync(site, $"/sessions/{SampleFused.Id}");
        Assert.Equal("Answer from 3 of 4 seats, 1 disputed point; 1 absent", page.QuerySelector("#result")!.TextContent);
        var sentences = page.QuerySelectorAll("#answer .sentence");
        Assert.Equal(["three of three", "disputed: two of three, against one"], sentences.Select(s => s.QuerySelector(".support")!.TextContent));
        Assert.Equal("Postgres", sentences[0].QuerySelector("strong")!.TextContent);
        foreach (var link in page.QuerySelectorAll("#answer .excerpt a, #comparison .side a"))
        {
            var target = page.GetElementById(link.GetAttribute("href")![1..]);
            Assert.True(target is { ClassName: "anchor", NextElementSibling.LocalName: "mark" }, link.OuterHtml);
        }

        Assert.Contains("not that the sentence follows", page.QuerySelector("#answer")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["What every answer says", "Where answers contradict each other", "What one model alone says", "What no answer covers"],
            page.QuerySelectorAll(".points-title").Select(t => t.TextContent));
        Assert.Equal(3, page.QuerySelectorAll("#answers .ballot details").Count(d => d.ParentElement!.ClassName == "ballot" && !d.HasAttribute("open")));
        Assert.Contains("compare.a0", page.QuerySelector("#answers")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("answer in full", page.QuerySelector(".kicker")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count(), page.QuerySelectorAll("[id]").Length);
    }

    [Fact]
    public async Task List_downloads_link_card_and_picture_know_it()
    {
        await using var site = await SiteAsync();
        var row = (await PageAsync(site, "/sessions")).QuerySelector(".session-row")!;
        Assert.Contains("Answer from 3 of 4 seats", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("1 said by all, 1 by one model, 1 disputed", row.QuerySelector("svg")!.GetAttribute("aria-label"));
        foreach (var format in (string[])["md", "html", "json", "tar"])
        {
            using var answer = await site.Http.GetAsync($"/sessions/{SampleFused.Id}.{format}", Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var shares = new Roundtable.Workspace.Sharing.Shares(new Roundtable.Workspace.WorkspaceContext(
            site.Data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)));
        shares.Share(SampleFused.Id);
        var link = shares.LinkOf(SampleFused.Id);
        Assert.Contains("Keep tenants apart", (await PageAsync(site, $"/s/{link}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Answer from 3 of 4 seats", (await PageAsync(site, $"/s/{link}/card")).Body!.TextContent, StringComparison.Ordinal);
        Assert.True((await site.Http.GetByteArrayAsync($"/s/{link}/picture.png", Cancellation)).Length > 5_000);
    }

    [Fact]
    public async Task The_api_gives_the_document_and_says_of_what_is_for_votes_that_it_does_not_apply()
    {
        await using var site = await SiteAsync();
        var bytes = await site.Http.GetByteArrayAsync($"/api/v1/sessions/{SampleFused.Id}", Cancellation);
        Assert.IsType<FusedSession>(SessionDocumentJson.Read(bytes));
        Assert.Contains("event: fused-finished", await site.Http.GetStringAsync($"/api/v1/sessions/{SampleFused.Id}/events", Cancellation), StringComparison.Ordinal);
        using var recount = await site.Http.GetAsync($"/api/v1/sessions/{SampleFused.Id}/recount?rule=borda", Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, recount.StatusCode);
        Assert.Contains("nobody voted in it", await recount.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var again = await site.Http.PostAsync($"/api/v1/sessions/{SampleFused.Id}/ask-again?seat=4", null, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        var list = await site.Http.GetFromJsonAsync<JsonElement>("/api/v1/sessions", Cancellation);
        Assert.Equal("answer", list[0].GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("""{"question":"Why?","review":true,"options":["Yes","No"]}""", "review")]
    [InlineData("""{"question":"Why?","scout":2,"open":true}""", "scout")]
    [InlineData("""{"question":"Why?","debate":true}""", "debate")]
    [InlineData("""{"question":"Why?","samples":3}""", "samples")]
    [InlineData("""{"question":"Why?","scout":1}""", "scout")]
    [InlineData("""{"question":"Why?","schema":"text"}""", "schema")]
    [InlineData("""{"question":"Why?","schema":{"type":"nonesuch"}}""", "schema")]
    public async Task A_setting_that_does_not_fit_is_refused_with_its_name(string body, string field)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await site.Http.PostAsync("/api/v1/sessions", content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Theory]
    [InlineData("Use **row-level** security.", "**row-level** security", "<mark>row-level</mark></strong><mark> security</mark>")]
    [InlineData("a `b c` d", "b c", "<mark><code>b c</code></mark>")]
    [InlineData("x &amp; y", "& y", null)]
    [InlineData("[link text](https://e.example) after", "link text", "<mark>link text</mark></a>")]
    [InlineData("one two three", "nonesuch", null)]
    public void A_mark_is_set_around_text_alone(string text, string quotation, string? marked)
    {
        var html = Prose.Marked(text, [("s1-q1", quotation)]).Value;
        Assert.Equal(marked is not null, html.Contains(marked ?? "\0", StringComparison.Ordinal));
        Assert.Equal(marked is null ? 0 : 1, new HtmlParser().ParseDocument(html).QuerySelectorAll("#s1-q1").Length);
    }

    [Fact]
    public void Overlapping_marks_each_have_a_place_and_tear_nothing()
    {
        var html = Prose.Marked("one two three four", [("a", "one two three"), ("b", "two three four"), ("c", "three")]).Value;
        var body = new HtmlParser().ParseDocument(html).Body!;
        Assert.Equal("one two three four", body.TextContent.Trim());
        Assert.All((string[])["a", "b", "c"], id => Assert.NotNull(body.QuerySelector("#" + id)));
    }

    private static async Task<RunningSite> SiteAsync()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-fused-");
        await using (var log = await RecordLog.OpenAsync(data.FullName, TimeProvider.System, Cancellation))
        {
            var session = SampleFused.Moderated(SampleFused.Logged(log, _ => new Producer("lab", "lab/model", null)));
            await new SessionStore(data.FullName).SaveAsync(log, session, Cancellation);
        }

        return await RunningSite.StartAsync(data: data, cancellation: Cancellation);
    }

    private static async Task<IDocument> PageAsync(RunningSite site, string address) =>
        new HtmlParser().ParseDocument(await site.Http.GetStringAsync(address, Cancellation));
}
