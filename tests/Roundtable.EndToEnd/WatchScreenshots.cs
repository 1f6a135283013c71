using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Roundtable.EndToEnd.Content;

namespace Roundtable.EndToEnd;

/// <summary>Pictures of docs/site.md of an audit of cut-offs and of an appeal against a finding. They run only when asked for: <c>eng/screenshots</c>.</summary>
public sealed class WatchScreenshots(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly (string Model, string Connection, string Kind)[] _ways =
    [
        ("claude-sonnet-4-5", "anthropic", "direct"), ("claude-sonnet-4-5", "blackbox", "reseller blackbox"), ("anthropic/claude-sonnet-4-5", "openrouter", "aggregator openrouter"),
        ("us.anthropic.claude-sonnet-4-5-v1:0", "bedrock", "cloud"), ("gpt-5", "openai", "direct"),
    ];

    [Fact(Explicit = true)]
    public async Task Of_an_audit_and_an_appeal()
    {
        await using var site = await SiteProcess.StartAsync();
        var folder = Directory.CreateTempSubdirectory("made-up-").FullName;
        string In(string name) => Path.Combine(folder, name);
        var rows = new StringBuilder();
        for (var i = 0; i < 60; i++)
        {
            // xAI's access to Anthropic's services ended on 7 January 2026: every fifth row came later.
            var (model, connection, kind) = _ways[i % _ways.Length];
            var day = new DateOnly(2026, 1, 7).AddDays(i % 7 == 0 ? i + 3 : -1 - i);
            rows.Append(JsonSerializer.Serialize(new
            {
                prompt = $"A made-up question, number {i}?",
                completion = $"The made-up answer to it is {i * i}.",
                provenance = i % 20 == 18 ? (object)new { model, connection, route = kind } : new { model, connection, route = kind, obtained = day.ToString("O", CultureInfo.InvariantCulture) },
            })).Append('\n');
        }

        await File.WriteAllTextAsync(In("tickets.jsonl"), rows.ToString(), Cancellation);
        await File.WriteAllTextAsync(In("before.jsonl"), Traffic.People(0, 220), Cancellation);
        await File.WriteAllTextAsync(In("now.jsonl"), Traffic.Sorted(Traffic.People(7, 150) + Traffic.Campaign(24, 12)), Cancellation);
        await RunAsync(site, "scan", In("tickets.jsonl"), "--out", In("tickets"));
        await RunAsync(site, "audit", "cutoff", "xai", "--vendor", "anthropic");
        await RunAsync(site, "watch", In("now.jsonl"), "--reference", In("before.jsonl"), "--window", "300");
        var finding = JsonElement.Parse(await RunAsync(site, "watch", "list", "--json")).GetProperty("findings")[0].GetProperty("id").GetString()!;
        var appeal = JsonElement.Parse(await RunAsync(
            site, "watch", "appeal", finding, "--text", "We test our own tutoring product: each account is a pupil of a trial.", "--by", "account-3", "--json"))
            .GetProperty("leaf").GetInt64();
        await RunAsync(
            site, "watch", "answer", appeal.ToString(System.Globalization.CultureInfo.InvariantCulture), "lowered", "--text",
            "The school has written to us; the trial ends in June. It stays a notice until then.", "--by", "desk");

        var page = await OpenAsync($"{site.Address}/audits");
        await page.Locator("tbody th a").First.ClickAsync();
        await TakeAsync(page, "audit");
        await page.GotoAsync($"{site.Address}/watch/{finding}");
        await page.Locator($"a[href$='{appeal}']").First.ClickAsync();
        await page.SetViewportSizeAsync(1100, 760);
        await TakeAsync(page, "appeal");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> RunAsync(SiteProcess site, params string[] arguments)
    {
        var (code, output, error) = await site.Program.RunAsync(Cancellation, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code}: {error}{output}");
        return output;
    }

    private static async Task TakeAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "docs", "site", name + ".png") });
}
