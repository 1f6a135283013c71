using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Gold labelled in a browser: by keyboard alone, by two people, with undo and adjudication; without JavaScript; through kills of the server.</summary>
public sealed class LabellingTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Codebook = """
        name: tone
        instructions: Which tone does the message have?
        classes:
          - {name: positive, definition: It praises., examples: [Lovely]}
          - {name: negative, definition: It complains.}
        examples:
          - {text: Dreadful, answer: negative, why: It complains.}
        """;

    [Theory]
    [InlineData(ColorScheme.Light, 1100)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Two_people_label_and_one_adjudicates_with_the_keyboard_alone(ColorScheme scheme, int width)
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await DrawAsync(site, 3);
        var page = await OpenAsync($"{site.Address}/gold", scheme: scheme, width: width);
        await CheckAsync(page, "gold");
        await TabToAsync(page, $"a[href='/gold/{id}']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#as:focus");
        await CheckAsync(page, "who labels");
        await page.Keyboard.TypeAsync("Ann");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".answers button");
        await CheckAsync(page, "label");
        Assert.DoesNotContain("panel says", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        // Help opens and closes; while it is open keys answer nothing.
        await page.Keyboard.PressAsync("?");
        await page.WaitForSelectorAsync("dialog[open]");
        await CheckAsync(page, "help");
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("dialog[open]", new() { State = WaitForSelectorState.Detached });

        var first = await page.Locator("#item").InnerTextAsync();
        await AnswerAsync(page, "1", "1 of 3 items");
        Assert.StartsWith("Saved: positive. Item", await page.Locator("#told").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("item", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.True(await page.EvaluateAsync<bool>("getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
        await CheckAsync(page, "label, after an answer");
        await AnswerAsync(page, "c", "2 of 3 items");
        await AnswerAsync(page, "u", "1 of 3 items");
        await AnswerAsync(page, "u", "0 of 3 items");
        Assert.Equal(first, await page.Locator("#item").InnerTextAsync());
        await AnswerAsync(page, "1", "1 of 3 items");
        await AnswerAsync(page, "0", "2 of 3 items");
        await AnswerAsync(page, "2", "3 of 3 items");
        Assert.Equal("Nothing is left for you here", await page.Locator("#item").InnerTextAsync());
        await CheckAsync(page, "all labelled");

        // The second person sees nothing of the first, and differs once.
        var other = await OpenAsync($"{site.Address}/gold/{id}?as=Ben", scheme: scheme, width: width);
        Assert.DoesNotContain("Ann", await other.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(first, await other.Locator("#item").InnerTextAsync());
        await AnswerAsync(other, "2", "1 of two people");
        await AnswerAsync(other, "c", "2 of two people");
        await AnswerAsync(other, "2", "3 of two people");

        // Adjudication: the disagreement is shown on request, decided, taken back and decided again.
        await TabToAsync(other, "a[href*='/disagreements']");
        await other.Keyboard.PressAsync("Enter");
        await other.WaitForSelectorAsync("button:focus:has-text('Show 1 disagreement')");
        await CheckAsync(other, "disagreements, not shown yet");
        await other.Keyboard.PressAsync("Enter");
        await other.WaitForSelectorAsync(".both");
        Assert.Contains("positive", await other.Locator(".both").InnerTextAsync(), StringComparison.Ordinal);
        await CheckAsync(other, "disagreement");
        await AnswerAsync(other, "1", "1 adjudicated, 0 open");
        await AnswerAsync(other, "u", "0 adjudicated, 1 open");
        await AnswerAsync(other, "2", "1 adjudicated, 0 open");
        await CheckAsync(other, "decided");

        // What was shown is not taken back; what was not, is.
        await AnswerAsync(page, "u", "2 of two people");
        await AnswerAsync(page, "u", "1 of two people");
        await AnswerAsync(page, "u", "cannot be taken back");
        await CheckAsync(page, "label, with a problem");
        var labels = (await site.Program.RunAsync(Cancellation, "gold", "export", id)).Out;
        Assert.Contains("\"annotator\":\"Ben\"", labels, StringComparison.Ordinal);
        Assert.Contains("\"label\":\"negative\",\"layer\":\"adjudicated\"", labels, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_works_with_plain_forms()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await DrawAsync(site, 1);
        var page = await OpenAsync($"{site.Address}/gold/{id}", javaScript: false);
        await page.FillAsync("#as", "Zoë <b>");
        await page.ClickAsync("text=Begin");
        await page.ClickAsync("button:has-text('positive')");
        Assert.Contains("1 of 1 items", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.ClickAsync("text=Undo");
        Assert.Contains("Taken back", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.ClickAsync("text=Cannot tell");
        await page.GotoAsync($"{site.Address}/gold/{id}?as=Ben");
        await page.ClickAsync("button:has-text('negative')");
        await page.ClickAsync("text=Disagreements");
        await page.ClickAsync("text=Show 1 disagreement");
        Assert.Contains("Zoë <b>", await page.Locator(".both").InnerTextAsync(), StringComparison.Ordinal);
        await page.ClickAsync("button:has-text('positive')");
        Assert.Contains("Nothing is left to decide", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(404, (await page.GotoAsync($"{site.Address}/gold/nothere"))!.Status);
    }

    [Fact]
    public async Task With_tokens_the_owner_labels_whatever_name_is_sent()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await DrawAsync(site, 2);
        var token = (await site.Program.RunAsync(Cancellation, "tokens", "add", "Ann", "--role", "asker")).Out.Trim();
        var reader = (await site.Program.RunAsync(Cancellation, "tokens", "add", "Rita", "--role", "reader")).Out.Trim();
        var page = await OpenAsync($"{site.Address}/gold/{id}?as=Somebody");
        await page.FillAsync("[name=token]", token);
        await page.ClickAsync("button");
        await page.GotoAsync($"{site.Address}/gold/{id}?as=Somebody");
        await AnswerAsync(page, "1", "1 of 2 items");
        Assert.Contains("\"annotator\":\"Ann\"", (await site.Program.RunAsync(Cancellation, "gold", "export", id)).Out, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Address}/api/v1/gold/{id}/labels") { Content = JsonContent.Create(new { item = "1", answer = "positive" }) };
        request.Headers.Authorization = new("Bearer", reader);
        Assert.Equal(403, (int)(await site.Http.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_killed_while_people_label_loses_nothing_that_was_acknowledged()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await DrawAsync(site, 60);
        List<string> acknowledged = [];
        for (var kill = 0; kill < 3; kill++)
        {
            var labelling = Task.Run(
                async () =>
                {
                    while (true)
                    {
                        var next = await site.Http.GetFromJsonAsync<JsonElement>($"/api/v1/gold/{id}/next?as=Ann", Cancellation);
                        var item = next.GetProperty("id").GetString()!;
                        using var answer = await site.Http.PostAsJsonAsync($"/api/v1/gold/{id}/labels", new { item, answer = "positive", @as = "Ann" }, Cancellation);
                        answer.EnsureSuccessStatusCode();
                        lock (acknowledged)
                        {
                            acknowledged.Add(item);
                        }
                    }
                },
                Cancellation);
            var wanted = acknowledged.Count + 3 + (kill * 4);
            while (Count() < wanted)
            {
                await Task.Delay(1, Cancellation);
            }

            await site.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => labelling);
            await site.StartAgainAsync();
            var there = (await site.Program.RunAsync(Cancellation, "gold", "export", id)).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonElement.Parse(l)).Where(r => r.TryGetProperty("layer", out _)).Select(r => r.GetProperty("id").GetString()!).ToList();
            Assert.Empty(acknowledged.Except(there));
            Assert.InRange(there.Count - acknowledged.Count, 0, kill + 1); // at most what was on its way each time
            Assert.Equal(there.Count, there.Distinct().Count());
        }

        Assert.Equal(0, (await site.Program.RunAsync(Cancellation, "log", "verify")).Code);

        int Count()
        {
            lock (acknowledged)
            {
                return acknowledged.Count;
            }
        }
    }

    private static async Task<string> DrawAsync(SiteProcess site, int size)
    {
        await File.WriteAllTextAsync(Path.Combine(site.Data, "tone.yaml"), Codebook, Cancellation);
        await File.WriteAllLinesAsync(
            Path.Combine(site.Data, "rows.jsonl"), Enumerable.Range(1, 80).Select(i => $$"""{"id":"{{i}}","text":"Message {{i}}\nwith a <b>second</b> line"}"""), Cancellation);
        var (code, output, error) = await site.Program.RunAsync(
            Cancellation, "gold", "draw", "rows.jsonl", "--codebook", "tone.yaml", "--size", size.ToString(System.Globalization.CultureInfo.InvariantCulture), "--json");
        Assert.True(code == 0, error);
        return JsonElement.Parse(output).GetProperty("id").GetString()!;
    }

    private static async Task AnswerAsync(IPage page, string key, string expected)
    {
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync("text => document.querySelector('main').innerText.replace(/\\s+/g, ' ').includes(text)", expected);
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
            {
                return;
            }
        }

        Assert.Fail($"The Tab key does not reach {selector}.");
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{what} is wider than the window.");
        await AccessibleAsync(page, what);
    }
}
