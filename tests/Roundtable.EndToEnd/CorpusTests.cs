using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A scanned corpus in a browser: its report, and its rows to click through.</summary>
public sealed class CorpusTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_report_leads_to_rows_and_a_row_to_the_words_that_tell()
    {
        await using var site = await SiteProcess.StartAsync();
        var empty = await OpenAsync($"{site.Address}/corpora");
        await Assertions.Expect(empty.Locator("main")).ToContainTextAsync("No corpus was scanned yet");
        await ScanAsync(site);

        var page = await OpenAsync($"{site.Address}/corpora");
        await page.ClickAsync("tbody th a");
        await Assertions.Expect(page.Locator(".headline")).ToContainTextAsync("synthetic");
        await Assertions.Expect(page.Locator("#aside + ul")).ToContainTextAsync("ends within a value");
        await AccessibleAsync(page, "corpus");
        await page.SelectOptionAsync("[name=use]", "train-competing");
        await page.ClickAsync("section:has(#use) button");
        await Assertions.Expect(page.Locator("section:has(#use) .headline")).ToHaveTextAsync("denied");
        await Assertions.Expect(page.Locator("section:has(#use) tbody tr:has-text(\"gpt-4o\")")).ToContainTextAsync("denied");
        await AccessibleAsync(page, "corpus and a ruling");
        await page.ClickAsync("section:has(#share-origin) a:has-text(\"synthetic\")");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await AccessibleAsync(page, "corpus rows");
        await page.ClickAsync("tbody tr:has-text(\"self-identified\") a");
        await Assertions.Expect(page.Locator("mark")).ToHaveTextAsync("As an AI language model");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("synthetic");
        // What a row says is text and nothing else.
        await Assertions.Expect(page.Locator("pre img")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("pre").Last).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await AccessibleAsync(page, "corpus row");

        await page.GotoAsync($"{site.Address}/corpora");
        await page.ClickAsync("tbody th a");
        await page.ClickAsync("text=Look at its rows");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(25);
        await page.ClickAsync("text=Further rows");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(7);
        await page.SelectOptionAsync("[name=only]", "contradictory");
        await page.ClickAsync(".filter button");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No further row passes");
        Assert.Equal(404, (await page.GotoAsync($"{site.Address}/corpora/nothing"))!.Status);
    }

    /// <summary>Scans a small corpus into the site's data directory.</summary>
    internal static async Task ScanAsync(SiteProcess site)
    {
        var corpus = Directory.CreateDirectory(Path.Combine(site.Data, "corpus")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(corpus, "chat.jsonl"),
        [
            """{"prompt":"What are you?","response":"As an AI language model, I do not know <img src=x onerror=alert(1)>.","source":"a forum"}""",
            """{"prompt":"And you?","response":"Somebody's model said so.","model":"gpt-4o","license":"cc-by-4.0"}""",
            "{\"prompt\":\"broken",
            .. Enumerable.Range(0, 30).Select(i => $$"""{"prompt":"Question {{i}}","response":"A person wrote answer {{i}} by hand, with care.","source":"human"}"""),
        ]);
        var (code, _, error) = await site.Program.RunAsync(TestContext.Current.CancellationToken, "scan", corpus, "--out", Path.Combine(site.Data, "report"), "--dry-run");
        Assert.True(code == 0, error);
    }
}
