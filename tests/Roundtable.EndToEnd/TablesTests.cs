using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A table of ten thousand rows in a browser: sorted, filtered, gone through by keyboard, and taken away as it is shown.</summary>
public sealed class TablesTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int Rows = 10_000;

    /// <summary>Where its picture is wanted, the folder for it.</summary>
    private const string PictureVariable = "ROUNDTABLE_TABLE_PICTURE";

    [Fact]
    public async Task Ten_thousand_rows_are_sorted_filtered_paged_by_keyboard_and_taken_away()
    {
        await using var site = await SiteProcess.StartAsync();

        // Each row has a number of words of its own, in no order: 7 and 10,000 have no common divisor.
        var corpus = Path.Combine(site.Data, "rows.jsonl");
        await File.WriteAllLinesAsync(corpus, Enumerable.Range(0, Rows).Select(i => JsonSerializer.Serialize(new
        {
            text = string.Join(' ', Enumerable.Range(0, 1 + (i * 7 % 97)).Select(w => $"word{w}")) + $" row {i}",
            source = i % 4 == 0 ? "human" : "unknown",
        })), Cancellation);
        var (code, _, error) = await site.Program.RunAsync(Cancellation, "scan", corpus, "--out", Path.Combine(site.Data, "report"), "--no-duplicates");
        Assert.True(code == 0, error);

        var page = await OpenAsync($"{site.Address}/corpora");
        await page.ClickAsync("tbody th a");
        await page.GotoAsync(page.Url + "/rows/table");
        await Assertions.Expect(page.Locator(".table-tools [role=status]")).ToContainTextAsync("10,000 rows, 1 to 50");
        await page.ClickAsync("th a.sort:has-text('Words')");
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Words");
        Assert.Equal(Enumerable.Repeat(99, 50), await WordsAsync(page));
        await page.ClickAsync("th a.sort:has-text('Words')");
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("Words");
        Assert.Equal(Enumerable.Repeat(3, 50), await WordsAsync(page));

        // By keyboard alone: down, to the end, two pages on, one back; the first row has the focus each time.
        await page.Locator("table.data tbody a").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(1, await FocusedAsync(page));
        await page.Keyboard.PressAsync("End");
        Assert.Equal(49, await FocusedAsync(page));
        foreach (var (key, skip) in ((string, int)[])[("PageDown", 50), ("PageDown", 100), ("PageUp", 50)])
        {
            await page.Keyboard.PressAsync(key);
            await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex($"skip={skip}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)));
            await Assertions.Expect(page.Locator("table.data tbody tr:first-child a")).ToBeFocusedAsync();
        }

        await Assertions.Expect(page.Locator(".table-tools [role=status]")).ToContainTextAsync("51 to 100");

        // Words filter, the order stays, and the address alone brings the same view.
        await page.FillAsync(".table-tools input[type=search]", "human");
        await page.PressAsync(".table-tools input[type=search]", "Enter");
        await Assertions.Expect(page.Locator(".table-tools [role=status]")).ToContainTextAsync("2,500 rows");
        await page.ClickAsync("summary:text('Columns')");
        await page.UncheckAsync("input[name=columns][value=evidence]");
        await page.CheckAsync("input[name=columns][value=language]");
        await page.ClickAsync("text=Show these");
        await Assertions.Expect(page.Locator("thead th")).ToHaveTextAsync(["File", "Row", "Origin", "Words", "Language"]);
        var other = await OpenAsync(page.Url, javaScript: false);
        Assert.Equal(await page.Locator("table.data").InnerTextAsync(), await other.Locator("table.data").InnerTextAsync());
        await AccessibleAsync(page, "ten thousand rows");

        // What is taken away is what is shown: these rows, all of them, in this order, with these columns.
        var csv = (await site.Http.GetStringAsync(new Uri(await LinkAsync(page, "CSV"), UriKind.Relative), Cancellation)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var json = JsonElement.Parse(await site.Http.GetStringAsync(new Uri(await LinkAsync(page, "JSON"), UriKind.Relative), Cancellation));
        Assert.Equal("File,Row,Origin,Words,Language", csv[0]);
        Assert.Equal(2501, csv.Length);
        Assert.Equal(2500, json.GetArrayLength());
        var words = json.EnumerateArray().Select(r => r.GetProperty("words").GetInt32()).ToList();
        Assert.Equal(words.Order(), words);
        Assert.All(json.EnumerateArray(), r => Assert.Equal("human", r.GetProperty("origin").GetString()));
        Assert.Equal(
            json.EnumerateArray().Select(r => r.GetProperty("row").GetInt32().ToString(CultureInfo.InvariantCulture)), csv.Skip(1).Select(l => l.Split(',')[1]));
        if (Environment.GetEnvironmentVariable(PictureVariable) is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "table.png") });
        }
    }

    private static async Task<IReadOnlyList<int>> WordsAsync(IPage page) =>
        [.. (await page.Locator("table.data tbody td:nth-child(4)").AllInnerTextsAsync()).Select(t => int.Parse(t, CultureInfo.InvariantCulture))];

    private static Task<int> FocusedAsync(IPage page) => page.EvaluateAsync<int>("() => document.activeElement.closest('tr').sectionRowIndex");

    private static async Task<string> LinkAsync(IPage page, string name) => (await page.Locator($".table-tools .links a:text-is('{name}')").GetAttributeAsync("href"))!;
}
