using Microsoft.Playwright;

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
        await Assertions.Expect(page.Locator("#outlook")).ToContainTextAsync("5 seats");
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
        await using var server = await ModelServer.StartAsync(ModelServer.Says("""{"choice":"Yes","reasoning":"A made-up answer, for this picture.","confidence":0.9}""", model: "made-up"));
        await using var site = await SiteProcess.StartAsync(yaml: $$"""
            connections:
              openai: { address: "{{server.Address}}v1", route: direct, models: [gpt-made-up], schema: false }
              local: { address: "{{server.Address}}v1", route: local, models: ["llama3.1:made-up", "llama2:made-up"], schema: false }
            """);
        var id = await site.AskAsync(new { question = "Is this picture made up?", options = new[] { "Yes", "No" }, models = new[] { "openai/gpt-made-up", "local/llama3.1:made-up", "local/llama2:made-up" } });
        await site.FinishedAsync(id);
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.EvaluateAsync("() => document.getElementById('rights').scrollIntoView()");
        await TakeAsync(page, "rights");
    }

    private static async Task TakeAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(_directory, name + ".png") });
}
