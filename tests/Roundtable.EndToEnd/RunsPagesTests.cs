using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Runs and benches in a browser: the lists, results with pictures, items with their ballots, live progress, two compared.</summary>
public sealed partial class RunsPagesTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1100)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task A_bench_leads_to_its_run_its_items_and_a_comparison(ColorScheme scheme, int width)
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync($"{site.Address}/runs", scheme: scheme, width: width);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("There is no run yet");
        await BenchAsync(site, "bench", Set(site), "--panel", "rehearsal");
        await BenchAsync(site, "bench", "--votes", Votes(site, "first.tsv", "y"));
        await BenchAsync(site, "bench", "--votes", Votes(site, "second.tsv", "x"));

        await page.GotoAsync($"{site.Address}/runs");
        await CheckAsync(page, "runs");
        await page.ClickAsync("section:has(#list) tbody th a");
        await Assertions.Expect(page.Locator("#run-progress")).ToContainTextAsync("finished: 4 of 4 items");
        await Assertions.Expect(page.Locator(".banner")).ToContainTextAsync("SIMULATED");
        await CheckAsync(page, "run");
        await page.ClickAsync("text=Items and ballots");
        await Assertions.Expect(page.Locator("main section")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("main tbody tr td a").First).ToHaveAttributeAsync("href", LeafAddress());
        await CheckAsync(page, "items of a run");
        await page.FillAsync("main [name=q]", "q2");
        await page.ClickAsync(".filter button");
        await Assertions.Expect(page.Locator("main section")).ToHaveCountAsync(1);

        await page.GotoAsync($"{site.Address}/runs");
        await page.ClickAsync("section:has(#benches) tbody tr:has-text(\"first.tsv\") th a");
        await Assertions.Expect(page.Locator(".headline")).ToContainTextAsync("The panel is worse than its best seat: on 40 items");
        await Assertions.Expect(page.Locator("figure.chart svg").First).ToHaveAttributeAsync("role", "img");
        await CheckAsync(page, "bench");

        await page.GotoAsync($"{site.Address}/runs");
        await page.CheckAsync("tr:has-text(\"first.tsv\") [name=first]");
        await page.CheckAsync("tr:has-text(\"second.tsv\") [name=second]");
        await page.ClickAsync("text=Compare two");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Over the 40 items that both have");
        await CheckAsync(page, "two benches compared");
        Assert.Equal(404, (await page.GotoAsync($"{site.Address}/benches/nothing"))!.Status);
        Assert.Equal(404, (await page.GotoAsync($"{site.Address}/runs/nothing"))!.Status);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_goes_on_from_the_site_and_tells_how_far_it_is()
    {
        await using var site = await SiteProcess.StartAsync();
        await BenchAsync(site, "bench", Set(site), "--panel", "rehearsal");
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(site.Data, "runs")));
        foreach (var name in (string[])["results.jsonl", "calls.jsonl", "report.json", "progress.json"])
        {
            File.Delete(Path.Combine(folder, name));
        }

        var page = await OpenAsync($"{site.Address}/runs/{Path.GetFileName(folder)}");
        await Assertions.Expect(page.Locator("#run-progress")).ToContainTextAsync("interrupted: 0 of 4 items");
        await page.ClickAsync("text=Resume");

        // Nobody reloads: the page is told of its end, and shows what came of it.
        await Assertions.Expect(page.Locator("#run-progress")).ToContainTextAsync("finished: 4 of 4 items");
        await Assertions.Expect(page.Locator("#results")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#run-progress dl")).ToContainTextAsync("Answers that were there already");
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        await AccessibleAsync(page, what);
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{what} is {overflow} pixels wider than its window.");
    }

    private static async Task BenchAsync(SiteProcess site, params string[] arguments)
    {
        var (code, _, error) = await site.Program.RunAsync(TestContext.Current.CancellationToken, arguments);
        Assert.True(code == 0, error);
    }

    private static string Set(SiteProcess site)
    {
        var path = Path.Combine(site.Data, "set.jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, 4).Select(i => JsonSerializer.Serialize(
            new { id = $"q{i}", question = $"Is {i} an even number?", options = new[] { "Yes", "No" }, answer = i % 2 == 0 ? "A" : "B" })));
        return path;
    }

    private static string Votes(SiteProcess site, string name, string other)
    {
        var path = Path.Combine(site.Data, name);
        File.WriteAllText(path, "question\tgold\tgood\tbad\tworse\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"q{i}\tx\tx\t{other}\ty\n")));
        return path;
    }

    [GeneratedRegex(@"^/judge\?content=leaf:\d+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeafAddress();
}
