using System.Text.Json;
using Microsoft.Playwright;
using Roundtable.EndToEnd.Content;

namespace Roundtable.EndToEnd;

/// <summary>Makes the pictures of docs/site.md again: <c>eng/screenshots</c>. They are no tests, and run only when asked for.</summary>
public sealed class Screenshots(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string _directory = Path.Combine(Repository.Root, "docs", "site");

    [Fact(Explicit = true)]
    public async Task Of_every_page()
    {
        Directory.CreateDirectory(_directory);
        await using var site = await SiteProcess.StartAsync(pace: 1800);
        await site.AskAndWaitAsync("Should the office close on Fridays in August?");
        await site.AskAndWaitAsync("Which colour should the new logo have?", options: ["Teal", "Oxblood", "Ochre"]);
        await site.AskAndWaitAsync("Should we publish the benchmark before the paper?", debate: false);

        var page = await OpenAsync(site.Address);
        await page.FillAsync("#question", "Should model outputs be fair game for training other models?");
        await Assertions.Expect(page.Locator("#estimate")).ToContainTextAsync("5 seats");
        await TakeAsync(page, "ask");
        await page.ClickAsync("button.primary");
        await page.WaitForSelectorAsync(".seat-card.cast");
        await page.WaitForSelectorAsync(".seat-card.speaking .said:not(:empty)");
        await TakeAsync(page, "live");
        await page.WaitForSelectorAsync("#verdict");
        var address = page.Url;
        await TakeAsync(page, "verdict");
        await page.Locator("#minutes").ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("() => document.getElementById('minutes').scrollIntoView()");
        await page.Locator("#minutes button.cite").Last.ClickAsync();
        await TakeAsync(page, "minutes");
        await page.Keyboard.PressAsync("Escape");
        await page.ClickAsync("#verify-all");
        await Assertions.Expect(page.Locator("#verify-result")).ToContainTextAsync("This browser hashed");
        await page.EvaluateAsync("() => document.getElementById('record').scrollIntoView()");
        await TakeAsync(page, "record");
        await page.GotoAsync($"{site.Address}/sessions");
        await TakeAsync(page, "sessions");
        await page.GotoAsync($"{site.Address}/models");
        await TakeAsync(page, "models");

        await page.GotoAsync($"{site.Address}/registry/model/deepseek-ai/DeepSeek-R1-Distill-Llama-8B");
        await TakeAsync(page, "entry");
        await page.GotoAsync($"{site.Address}/judge?content=model:stanford/alpaca-7b&use=resell");
        await TakeAsync(page, "judge");
        await TakeRightsAsync();

        var dark = await OpenAsync(address, scheme: ColorScheme.Dark, width: 390);
        await TakeAsync(dark, "narrow-and-dark");
        await page.GotoAsync(address);
        await page.ClickAsync("text=Share it with a link");
        var shared = await page.Locator(".share a").GetAttributeAsync("href");
        await page.GotoAsync(shared!);
        await TakeAsync(page, "shared");
        await page.GotoAsync($"{site.Address}/sign-in");
        await TakeAsync(page, "sign-in");
        await page.GotoAsync(shared + "/card");
        await page.SetViewportSizeAsync(520, 300);
        await TakeAsync(page, "card");
    }

    /// <summary>Rights say something only of models that are not simulated, so these two are made up, and called so.</summary>
    private async Task TakeRightsAsync()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("""{"choice":"Yes","reasoning":"A made-up answer, for this picture.","confidence":0.9}""", model: "made-up"));
        await using var site = await SiteProcess.StartAsync(yaml: $$"""
            connections:
              openai: { address: "{{server.Address}}v1", route: direct, models: [gpt-made-up], schema: false }
              local: { address: "{{server.Address}}v1", route: local, models: ["llama3.1:made-up", "llama2:made-up"], schema: false }
            """);
        var id = await site.AskAsync(new { question = "Is this picture made up?", options = new[] { "Yes", "No" }, models = new[] { "openai/gpt-made-up", "local/llama3.1:made-up", "local/llama2:made-up" } });
        await site.FinishedAsync(id);
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.ClickAsync("#rights summary");
        await page.EvaluateAsync("() => document.getElementById('rights').scrollIntoView()");
        await TakeAsync(page, "rights");
    }

    /// <summary>Made up too, and called so in each row.</summary>
    [Fact(Explicit = true)]
    public async Task Of_a_corpus()
    {
        await using var site = await SiteProcess.StartAsync();
        var corpus = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "made-up", "corpus")).FullName;
        var report = Path.Combine(Path.GetTempPath(), "made-up", "report");
        await MadeUpCorpus.WriteAsync(corpus);
        var (code, _, error) = await site.Program.RunAsync(TestContext.Current.CancellationToken, "scan", corpus, "--out", report, "--force");
        Assert.True(code == 0, error);
        var page = await OpenAsync($"{site.Address}/corpora");
        await page.ClickAsync("tbody th a");
        await TakeAsync(page, "corpus");
        await page.SelectOptionAsync("[name=use]", "train-open");
        await page.ClickAsync("section:has(#use) button");
        await TakeAsync(page, "corpus-ruling");
        await page.EvaluateAsync("() => document.getElementById('repeats').scrollIntoView()");
        await TakeAsync(page, "corpus-repeats");
        await page.GotoAsync(new Uri(page.Url).GetLeftPart(UriPartial.Path) + "/rows?evidence=self-identified");
        await page.ClickAsync("tbody th a");
        await page.EvaluateAsync("() => document.querySelector('mark').scrollIntoView({ block: 'center' })");
        await TakeAsync(page, "corpus-row");
        Directory.Delete(Path.GetDirectoryName(corpus)!, recursive: true);
    }

    /// <summary>Labels of made-up messages by a rehearsal, people's labels of some of them, and a bench of the votes that are among the samples.</summary>
    [Fact(Explicit = true)]
    public async Task Of_runs_and_gold()
    {
        await using var site = await SiteProcess.StartAsync();
        var samples = Path.Combine(Repository.Root, "samples");
        var messages = Path.Combine(samples, "messages.jsonl");
        var codebook = Path.Combine(samples, "tone.yaml");
        var cancellation = TestContext.Current.CancellationToken;
        var made = await site.Program.RunAsync(cancellation, "label", messages, "--codebook", codebook, "--panel", "rehearsal", "--gold", "40", "--queue", "0", "--json");
        Assert.True(made.Code == 0, made.Error);
        var benched = await site.Program.RunAsync(cancellation, "bench", "--votes", Path.Combine(samples, "votes.tsv"), "--json");
        Assert.True(benched.Code == 0, benched.Error);
        var (run, sheet) = (JsonElement.Parse(made.Out).GetProperty("run").GetString(), JsonElement.Parse(made.Out).GetProperty("gold")[0].GetProperty("sheet").GetString());

        var page = await OpenAsync($"{site.Address}/gold/{sheet}?as=Ann");
        for (var labelled = 1; labelled <= 40; labelled++)
        {
            var text = await page.Locator("main .item").First.InnerTextAsync();
            await page.Keyboard.PressAsync(text.Contains("surprise", StringComparison.Ordinal) || text.Contains("thank", StringComparison.OrdinalIgnoreCase) ? "1" : text.Contains("money back", StringComparison.Ordinal) ? "2" : "3");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"{labelled} of 40 items");
            if (labelled == 12)
            {
                await TakeAsync(page, "gold");
            }
        }

        var again = await site.Program.RunAsync(cancellation, "label", "--recompute", run!);
        Assert.True(again.Code == 0, again.Error);
        await page.GotoAsync($"{site.Address}/runs");
        await TakeAsync(page, "runs");
        await page.GotoAsync($"{site.Address}/runs/{run}");
        await page.EvaluateAsync("() => document.getElementById('labels').scrollIntoView()");
        await TakeAsync(page, "run");
        await page.GotoAsync($"{site.Address}/runs");
        await page.ClickAsync("section:has(#benches) tbody tr th a");
        await TakeAsync(page, "bench");
        await page.Locator("figure.chart svg").First.EvaluateAsync("chart => chart.closest('section').scrollIntoView()");
        await TakeAsync(page, "bench-charts");
    }

    private static async Task TakeAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(_directory, name + ".png") });
}
