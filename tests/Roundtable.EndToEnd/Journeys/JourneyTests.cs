using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Roundtable.EndToEnd.Content;

namespace Roundtable.EndToEnd.Journeys;

/// <summary>Five readers on their way: docs/site.md tells what was measured.</summary>
public sealed class JourneyTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task From_a_first_visit_with_nothing_connected_to_a_shared_verdict()
    {
        await using var site = await SiteProcess.StartAsync();
        var journey = new Journey("verdict");
        var page = await OpenAsync(site.Address);
        await Assertions.Expect(page.GetByText("Nothing is connected.")).ToBeVisibleAsync();
        await journey.SeenAsync(page);
        await journey.StepAsync("open the example", () => page.ClickAsync("text=Is a hot dog a sandwich?"));
        await journey.StepAsync("ask", () => page.ClickAsync("button.primary"));
        await page.WaitForSelectorAsync("#verdict");
        await journey.SeenAsync(page);
        await journey.StepAsync("share it with a link", () => page.ClickAsync("text=Share it with a link"));
        var link = await page.Locator(".share a").First.GetAttributeAsync("href");
        var stranger = await OpenAsync(link!.StartsWith('/') ? site.Address + link : link, javaScript: false);
        await Assertions.Expect(stranger.Locator("#verdict")).ToBeVisibleAsync();
        await Assertions.Expect(stranger.GetByText("SIMULATED").First).ToBeVisibleAsync();
        await journey.SeenAsync(stranger);
        await journey.EndAsync(page, site.Address, maxSteps: 3);
    }

    [Fact]
    public async Task From_messages_to_shares_that_hold_by_keyboard()
    {
        await using var site = await SiteProcess.StartAsync();
        var journey = new Journey("labelling");
        var samples = Path.Combine(Repository.Root, "samples");
        var run = "";
        var sheet = "";
        await journey.StepAsync("label, with gold", async () =>
        {
            var answer = JsonElement.Parse(await RunAsync(
                site, "label", Path.Combine(samples, "messages.jsonl"), "--codebook", Path.Combine(samples, "tone.yaml"), "--panel", "rehearsal",
                "--gold", "6", "--queue", "0", "--json"));
            (run, sheet) = (answer.GetProperty("run").GetString()!, answer.GetProperty("gold")[0].GetProperty("sheet").GetString()!);
        });
        var page = await OpenAsync($"{site.Address}/gold/{sheet}");
        await journey.SeenAsync(page);
        await journey.StepAsync("say who labels", async () =>
        {
            await page.Keyboard.TypeAsync("Ann");
            await page.Keyboard.PressAsync("Enter");
        });
        await page.WaitForSelectorAsync(".answers button");
        await journey.SeenAsync(page);
        for (var labelled = 1; labelled <= 6; labelled++)
        {
            await journey.StepAsync("press a digit", () => page.Keyboard.PressAsync("1"));
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"{labelled} of 6 items");
        }

        await journey.StepAsync("compute the shares", () => RunAsync(site, "label", "--recompute", run));
        await page.GotoAsync($"{site.Address}/runs/{run}");
        await Assertions.Expect(page.Locator("#labels")).ToBeVisibleAsync();
        await journey.SeenAsync(page);
        await journey.EndAsync(page, site.Address, maxSteps: 9);
    }

    [Fact]
    public async Task From_a_file_to_a_published_disclosure()
    {
        await using var site = await SiteProcess.StartAsync();
        var journey = new Journey("disclosure");
        var report = Path.Combine(site.Data, "report");
        await journey.StepAsync("scan the file", () => RunAsync(site, "scan", Path.Combine(Repository.Root, "samples", "messages.jsonl"), "--out", report));
        var page = await OpenAsync($"{site.Address}/corpora");
        await journey.StepAsync("open the report", () => page.ClickAsync("tbody th a"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Origin");
        await journey.SeenAsync(page);
        await journey.StepAsync("ask whether it may be used", async () =>
        {
            await page.SelectOptionAsync("[name=use]", "train-open");
            await page.ClickAsync("section:has(#use) button");
        });
        await Assertions.Expect(page.Locator("section:has(#use) .outcome").First).ToBeVisibleAsync();
        await journey.SeenAsync(page);
        await journey.StepAsync("enter what it is in the registry", () => RunAsync(site, "registry", "add", Path.Combine(Repository.Root, "samples", "registry.yaml")));
        await journey.StepAsync("publish a card", () => RunAsync(
            site, "disclose", "acme/tickets", "--form", "card", "--scan", report, "--out", Path.Combine(site.Data, "card"), "--publish"));
        await page.GotoAsync($"{site.Address}/disclosures");
        await journey.StepAsync("open what was published", () => page.ClickAsync("tbody th a"));
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("acme/tickets");
        await journey.SeenAsync(page);
        await journey.EndAsync(page, site.Address, maxSteps: 6);
    }

    [Fact]
    public async Task From_suspicious_callers_to_a_graded_finding_with_an_appeal()
    {
        await using var site = await SiteProcess.StartAsync();
        var journey = new Journey("finding");
        var (before, now) = (Path.Combine(site.Data, "before.jsonl"), Path.Combine(site.Data, "now.jsonl"));
        await File.WriteAllTextAsync(before, Traffic.People(0, 140));
        await File.WriteAllTextAsync(now, Traffic.Sorted(Traffic.People(7, 120) + Traffic.Campaign(24, 12)));
        await journey.StepAsync("look at the traffic", () => RunAsync(site, "watch", now, "--reference", before, "--window", "300"));
        var page = await OpenAsync($"{site.Address}/watch");
        await journey.SeenAsync(page);
        await journey.StepAsync("open the finding", () => page.ClickAsync("tbody th a"));
        var finding = new Uri(page.Url).Segments[^1];
        await Assertions.Expect(page.Locator("#evidence")).ToBeVisibleAsync();
        await journey.SeenAsync(page);
        await journey.StepAsync("appeal", () => RunAsync(site, "watch", "appeal", finding, "--text", "We test our own product.", "--by", "account-3"));
        await page.ReloadAsync();
        await journey.StepAsync("open the appeal", () => page.ClickAsync("section:has(#appeals) li a"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("We test our own product.");
        await journey.SeenAsync(page);
        await journey.EndAsync(page, site.Address, maxSteps: 4);
    }

    [Fact]
    public async Task An_auditor_with_one_file()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAndWaitAsync("Should the minutes be public?");
        var journey = new Journey("auditor");
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await journey.SeenAsync(page);
        await journey.StepAsync("verify in the browser", () => page.ClickAsync("#verify-all"));
        await Assertions.Expect(page.Locator("#verify-result")).ToContainTextAsync("This browser hashed");
        await journey.SeenAsync(page);
        var file = Path.Combine(site.Data, "handed-over.tar");
        await journey.StepAsync("take the file away", () => RunAsync(site, "log", "export", "--out", file, "--session", id));
        var key = (await File.ReadAllLinesAsync(Path.Combine(site.Data, "log", "keys"), Cancellation))[^1];
        await journey.StepAsync("verify it with the key alone", () => RunAsync(site, "verify", file, "--key", key));

        // One changed byte of what was said, and it is refused.
        var bytes = await File.ReadAllBytesAsync(file);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("minutes be public"));
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var (code, _, _) = await site.Program.RunAsync(Cancellation, "verify", file, "--key", key);
        Assert.NotEqual(0, code);
        await journey.EndAsync(page, site.Address, maxSteps: 3);
    }

    private static async Task<string> RunAsync(SiteProcess site, params string[] arguments)
    {
        var (code, output, error) = await site.Program.RunAsync(Cancellation, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
        return output;
    }
}
