using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;

namespace Roundtable.Tests.Web.Site.Comparing;

/// <summary>The page on which two of a kind stand side by side, and the API that says the same.</summary>
public sealed class ComparePageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_are_chosen_compared_and_what_is_not_here_is_said()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var (one, two) = (await site.AskAsync("Should <b>we</b>?", Cancellation), await site.AskAsync("Should <b>we</b>?", Cancellation));
        using (var choice = await PageAsync($"/compare?left=session:{one}"))
        {
            var form = Assert.Single(choice.QuerySelectorAll(".compare-form"));
            Assert.Equal($"session:{one}", form.QuerySelector("[name=left] option[selected]")!.GetAttribute("value"));
            Assert.Equal($"session:{two}", form.QuerySelector("[name=right] option[selected]")!.GetAttribute("value"));
        }

        using (var everything = await PageAsync("/compare"))
        {
            Assert.Equal(["Sessions", "Panels", "Runs", "Benches", "Scans", "Disclosures"], everything.QuerySelectorAll("main h2").Select(h => h.TextContent));
        }

        using (var page = await PageAsync($"/compare?left=session:{one}&right=session:{two}"))
        {
            var summary = page.QuerySelector(".headline")!.TextContent;
            Assert.StartsWith("The same question: ", summary, StringComparison.Ordinal);
            Assert.Equal(["Should <b>we</b>?", "Should <b>we</b>?"], page.QuerySelectorAll(".compared-thing h2").Select(h => h.TextContent));
            Assert.Equal([$"/sessions/{one}", $"/sessions/{two}"], page.QuerySelectorAll(".compared-thing h2 a").Select(a => a.GetAttribute("href")));
            Assert.NotNull(page.QuerySelector(".banner")); // rehearsals are never shown as if models had spoken
            var api = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/sessions/{one}/compare?with={two}", Cancellation));
            Assert.Equal(summary, api.GetProperty("summary").GetString());
        }

        using (var panels = await PageAsync("/compare?left=panel:rehearsal&right=panel:rehearsal"))
        {
            Assert.Equal("5 seats in both; 0 only in rehearsal; 0 only in rehearsal.", panels.QuerySelector(".headline")!.TextContent);
        }

        Assert.Equal("panel", JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/panels/rehearsal/compare?with=rehearsal", Cancellation)).GetProperty("kind").GetString());
        foreach (var (address, status) in ((string, HttpStatusCode)[])
        [
            ($"/compare?left=session:{one}&right=session:nonesuch", HttpStatusCode.NotFound), ($"/compare?left=session:{one}&right=panel:rehearsal", HttpStatusCode.BadRequest),
            ("/compare?left=panel:rehearsal&right=panel:none", HttpStatusCode.NotFound), ("/compare?left=run:a&right=run:b", HttpStatusCode.NotFound),
            ("/compare?left=scan:..%2F..&right=scan:b", HttpStatusCode.NotFound), ("/compare?left=disclosure:x&right=disclosure:y", HttpStatusCode.NotFound),
            ("/compare?left=disclosure:1&right=disclosure:2", HttpStatusCode.NotFound), ("/compare?left=nonsense:1&right=nonsense:2", HttpStatusCode.NotFound),
            ($"/api/v1/sessions/{one}/compare?with=nonesuch", HttpStatusCode.NotFound), ("/api/v1/panels/none/compare?with=rehearsal", HttpStatusCode.NotFound),
        ])
        {
            using var answer = await site.Http.GetAsync(address, Cancellation);
            Assert.True(status == answer.StatusCode, $"{address}: {answer.StatusCode}");
        }

        async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string address) =>
            new HtmlParser().ParseDocument(await site.Http.GetStringAsync(address, Cancellation));
    }
}
