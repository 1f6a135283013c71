using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Hostile, huge and unusual answers, from a server that misbehaves on purpose.</summary>
public sealed class SafetyTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string[] _payloads =
    [
        "<script>window.hit=1</script>", "<img src=x onerror=\"window.hit=1\">", "<svg onload=window.hit=1>", "\"><script>window.hit=1</script>", "'-alert(1)-'",
        "[click](javascript:window.hit=1)", "[click](JaVaScRiPt:window.hit=1)", "[click](data:text/html,<script>window.hit=1</script>)", "<javascript:window.hit=1>", "[x]: javascript:window.hit=1\n\n[go][x]",
        "![pixel](https://tracker.example/p.png)", "<iframe srcdoc=\"<script>parent.hit=1</script>\"></iframe>", "<a href=\"java&#115;cript:window.hit=1\">x</a>", "<style>*{display:none}</style>",
        "</textarea><script>window.hit=1</script>", "<details open ontoggle=window.hit=1>", "<math><mtext></p><img src onerror=window.hit=1>", "`</code><script>window.hit=1</script>`", "```html\n</code></pre><script>window.hit=1</script>\n```",
        "<form action=https://evil.example><button>Send</button></form>", "<base href=https://evil.example/>", "<meta http-equiv=refresh content=\"0;url=https://evil.example\">", "\u202Egnp.exe\u202C", "&lt;script&gt;window.hit=1&lt;/script&gt;",
    ];

    [Fact]
    public async Task Nothing_that_a_model_or_an_asker_writes_becomes_part_of_the_page()
    {
        var call = 0;
        // The third answer waits: a session that ended would take the page with it while it is looked at.
        var looked = new TaskCompletionSource();
        await using var models = await ProviderServer.StartAsync(async context =>
        {
            var number = Interlocked.Increment(ref call);
            await (number < 3 ? Task.CompletedTask : looked.Task.WaitAsync(context.RequestAborted));
            await Answer(_payloads[number % _payloads.Length] + "\n\n" + string.Join("\n\n", _payloads))(context);
        });
        await using var site = await SiteProcess.StartAsync(yaml: Yaml(models.Address, 3));
        var id = await site.AskAsync(new { question = "Is " + string.Join(' ', _payloads) + " safe?", options = new[] { _payloads[0], _payloads[1], "\" autofocus onfocus=window.hit=1 x=\"" }, context = new[] { new { name = _payloads[1], text = _payloads[0] } }, models = new[] { "local/m0", "local/m1", "local/m2" }, debate = true });
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await CheckAsync("live");
        looked.SetResult();
        await page.WaitForSelectorAsync("#verdict");
        await CheckAsync("session");
        foreach (var address in (string[])[$"/sessions/{id}/ballots/r1.s1", "/sessions", "/sessions?q=safe", "/models", $"/?again={id}", $"/?follow={id}", $"/sessions?q={Uri.EscapeDataString(_payloads[1])}&model={Uri.EscapeDataString(_payloads[3])}", $"/sign-in?next={Uri.EscapeDataString("javascript:window.hit=1")}"])
        {
            await page.GotoAsync(site.Address + address);
            await CheckAsync(address);
        }

        async Task CheckAsync(string where)
        {
            var found = await page.EvaluateAsync<string[]>("""
                () => [
                  ...(window.hit ? ["a script ran"] : []),
                  ...[...document.querySelectorAll("main script, main iframe, main base, main meta, main style, main form[action^=http], main img, main object, main embed, math")].map(e => e.outerHTML.slice(0, 80)),
                  ...[...document.querySelectorAll("*")].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith("on")).map(a => a.name),
                  ...[...document.querySelectorAll("a[href]")].filter(a => !/^https?:$/.test(a.protocol)).map(a => a.href),
                ]
                """);
            Assert.True(found.Length == 0, $"{where}: {string.Join(" | ", found)}");
        }
    }

    [Fact]
    public async Task Forty_seats_of_which_some_fail_sit_at_one_table()
    {
        var call = 0;
        await using var models = await ProviderServer.StartAsync(context => (Interlocked.Increment(ref call) % 13) switch
        {
            3 => ProviderAnswers.Fails(429, headers: ("Retry-After", "0"))(context),
            5 => ProviderAnswers.Fails(503)(context),
            7 => ProviderStreams.Cuts("{\"reasoning\":\"Half a")(context),
            9 => ProviderAnswers.Fails(400, "No such thing.")(context),
            _ => Answer("Because it is so.")(context),
        });
        await using var site = await SiteProcess.StartAsync(yaml: Yaml(models.Address, 40));
        var id = await site.AskAsync(new { question = "Should forty agree?", options = new[] { "Yes", "No" }, models = Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"local/m{i}")).ToArray() });
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.WaitForSelectorAsync("#verdict");
        Assert.Equal(40, await page.Locator(".table-picture circle.seat").CountAsync());
        await Assertions.Expect(page.Locator(".absences li").First).ToContainTextAsync("does not accept the request (400)");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("40 seats invited");
        await AccessibleAsync(page, "forty seats");
    }

    [Fact]
    public async Task A_huge_answer_and_other_scripts_are_shown_without_harm()
    {
        const string hebrew = "כי זה נכון, ולכן אני מסכים.";
        const string japanese = "なぜなら、それは正しいからです。";
        var huge = string.Concat(Enumerable.Range(0, 5000).Select(i => $"Sentence {i} of a very long answer. "));
        var call = 0;
        await using var models = await ProviderServer.StartAsync(context => Answer((string[])[hebrew, japanese, huge], Interlocked.Increment(ref call))(context));
        await using var site = await SiteProcess.StartAsync(yaml: Yaml(models.Address, 3));
        var id = await site.AskAsync(new { question = "האם זה נכון? これは正しいですか？", options = new[] { "כן", "いいえ" }, models = new[] { "local/m0", "local/m1", "local/m2" } });
        var page = await OpenAsync($"{site.Address}/sessions/{id}", width: 360);
        await page.WaitForSelectorAsync("#verdict");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        Assert.Equal("rtl", await page.Locator(".prose", new PageLocatorOptions { HasText = hebrew }).First.EvaluateAsync<string>("e => getComputedStyle(e).direction"));
        await Assertions.Expect(page.Locator(".prose", new PageLocatorOptions { HasText = japanese }).First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.InRange((await page.ContentAsync()).Length, 1, 120_000);
        await page.ClickAsync("a.whole");
        await Assertions.Expect(page.Locator(".prose", new PageLocatorOptions { HasText = "Sentence 4999 of" }).First).ToBeVisibleAsync();
    }

    private static string Yaml(Uri address, int models) => $"""
        connections:
          local:
            kind: openai
            address: {address}v1
            models: [{string.Join(", ", Enumerable.Range(0, models).Select(i => string.Create(CultureInfo.InvariantCulture, $"m{i}")))}]
        """;

    private static Func<HttpContext, Task> Answer(string[] reasons, int call) => Answer(reasons[call % reasons.Length]);

    /// <summary>A ballot word by word, for the first option as this seat sees it.</summary>
    private static Func<HttpContext, Task> Answer(string reasons)
    {
        var json = JsonSerializer.Serialize(new { reasoning = reasons, choice = "1", acceptable = new[] { 1 }, moved_by = (int?)null, answers = (int?)null, objection = (string?)null, confidence = 0.7 });
        return ProviderStreams.Says([.. json.Chunk(Math.Max(12, json.Length / 40)).Select(c => new string(c))]);
    }
}
