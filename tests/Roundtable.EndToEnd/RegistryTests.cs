using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Registry, lineage and rulings in a browser and over HTTP, with two models whose terms differ.</summary>
public sealed class RegistryTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Vote = """{"choice":"Yes","reasoning":"Because it is better.","confidence":0.9}""";

    private const string Entries = """
        terms: free
        version: "1"
        from: 2020-01-01
        source: { address: "https://free.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: Anything may be done with answers. }
        ---
        terms: strict
        version: "1"
        from: 2020-01-01
        source: { address: "https://strict.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: Answers may be used. }
          - { subject: outputs, use: [train-open, train-competing], effect: deny, where: section 2, says: Nothing may be trained on answers. }
        ---
        model: strict/m
        version: "1"
        title: The strict model
        vendor: strict
        kind: language-model
        matches: ["m"]
        weights: open
        licence: strict
        sources:
          - taught-by: model:meta/llama-3.1
            on: 2025-01-15
            where: its card
        """;

    [Fact]
    public async Task Each_ballot_shows_what_may_be_done_with_it_and_why()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says(Vote, model: "m"));
        await using var site = await SiteProcess.StartAsync(yaml: $$"""
            organisation: acme
            connections:
              open: { address: "{{server.Address}}v1", route: direct, terms: free@1, models: [m], schema: false }
              shut: { address: "{{server.Address}}v1", route: direct, terms: strict@1, models: [m], schema: false }
            """);
        using var added = await PostAsync(site, Entries);
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        var id = await site.AskAsync(new { question = "Ship it?", options = new[] { "Yes", "No" }, models = new[] { "open/m", "shut/m" } });
        await site.FinishedAsync(id);

        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.ClickAsync("#rights summary");
        var rights = page.Locator("table.rights");
        await Assertions.Expect(rights.Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(rights.Locator("tbody tr").Nth(0).Locator(".denied")).ToHaveCountAsync(0);
        await Assertions.Expect(rights.Locator("tbody tr").Nth(1).Locator(".denied")).ToHaveCountAsync(2);
        await rights.Locator("tbody tr").Nth(1).Locator(".denied").First.ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("denied");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("strict@1, in force from 2020-01-01; section 2");
        await Assertions.Expect(page.Locator(".derivation")).ToContainTextAsync("Nothing may be trained on answers");
        await AccessibleAsync(page, "judge");

        // What if the whole session is asked about, and what if the ballot had not been used?
        await page.FillAsync("[name=content]", id);
        await page.ClickAsync("button:text-is('Judge')");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Without this it would be allowed: leaf:");
        await page.ClickAsync("text=See it without it.");
        // What remains is of a model that Llama taught, so Llama's conditions are to be kept.
        await Assertions.Expect(page.Locator("#answer .outcome")).ToHaveTextAsync("allowed with conditions");

        await page.GotoAsync($"{site.Address}/registry/model/strict/m");
        await Assertions.Expect(page.Locator(".lineage .thing")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".lineage")).ToContainTextAsync("meta/llama-3.1@1");
        await Assertions.Expect(page.Locator(".lineage path.declared")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".lineage path.recorded")).Not.ToHaveCountAsync(0);
        await AccessibleAsync(page, "entry");
        await page.Locator(".lineage a").First.ClickAsync();
        await page.WaitForURLAsync("**/registry/**");
        Assert.Empty(site.Errors);
    }

    [Fact]
    public async Task What_its_terms_deny_is_neither_asked_for_nor_shared_nor_exported()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says(Vote, model: "m"));
        await using var site = await SiteProcess.StartAsync(yaml: $$"""
            connections:
              open: { address: "{{server.Address}}v1", route: direct, terms: free@1, models: [m], schema: false }
              shut: { address: "{{server.Address}}v1", route: direct, terms: strict@1, models: [m], schema: false }
            """);
        using var added = await PostAsync(site, Entries.Replace("[train-open, train-competing]", "[train-open, publish]", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        var id = await site.AskAsync(new { question = "Ship it?", options = new[] { "Yes", "No" }, models = new[] { "open/m", "shut/m" } });
        await site.FinishedAsync(id);

        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.ClickAsync("text=Share it with a link");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("This session may not be made public.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("strict@1");
        await page.GotoAsync($"{site.Address}/sessions/{id}");
        await Assertions.Expect(page.Locator(".share a")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#record table.leaves")).ToContainTextAsync("A ruling");

        using var refused = await site.Http.GetAsync(Path($"sessions/{id}/export?format=jsonl&for=train-open"), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("What remains with --only-allowed: r1.s1.", JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Single((await site.Http.GetStringAsync(Path($"sessions/{id}/export?format=jsonl&for=train-open&onlyAllowed=true"), Cancellation)).TrimEnd().Split('\n'));

        await page.GotoAsync(site.Address);
        await page.FillAsync("#question", "Ship it?");
        await page.ClickAsync("#lineup summary");
        await page.Locator("input[name='seats:shut/m']").FillAsync("1");
        await page.ClickAsync("text=Rounds, samples, budget and purpose");
        await page.SelectOptionAsync("[name=for]", "train-open");
        var before = server.Requests.Count;
        await page.ClickAsync("button.primary");
        await Assertions.Expect(page.Locator("#problems")).ToContainTextAsync("not every answer may be used so");
        Assert.Equal(before, server.Requests.Count);
    }

    [Fact]
    public async Task Pages_of_the_registry_can_be_read_by_everybody_and_searched()
    {
        await using var site = await SiteProcess.StartAsync();
        foreach (var (path, width) in ((string, int)[])[("/registry", 1100), ("/registry/terms/llama-2", 360), ("/registry/provider/openai", 1100), ("/registry/model/deepseek-ai/DeepSeek-R1-Distill-Llama-8B", 360), ("/registry/organisation/meta", 1100), ("/registry/reciprocity/meta", 360), ("/judge", 360)])
        {
            var page = await OpenAsync(site.Address + path, width: width);
            await AccessibleAsync(page, path);
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, $"{path} is wider than its window.");
            await page.CloseAsync();
        }

        var search = await OpenAsync(site.Address + "/registry");
        await search.FillAsync("main [name=q]", "share-alike");
        await search.ClickAsync("text=Search");
        await Assertions.Expect(search.Locator("tbody")).ToContainTextAsync("cc-by-sa-4.0");
        await search.ClickAsync("text=cc-by-sa-4.0");
        await Assertions.Expect(search.Locator("main")).ToContainTextAsync("Not legal advice");
    }

    [Fact]
    public async Task The_api_answers_as_the_command_line_does_and_tells_what_is_wrong()
    {
        await using var site = await SiteProcess.StartAsync();
        var ruling = JsonElement.Parse(await site.Http.GetStringAsync(Path("judge?content=model:stanford/alpaca-7b&use=resell&on=2026-01-01"), Cancellation));
        var said = JsonElement.Parse((await site.Program.RunAsync(Cancellation, "judge", "stanford/alpaca-7b", "--use", "resell", "--on", "2026-01-01", "--dry-run", "--json")).Out);
        Assert.Equal(said.ToString(), ruling.ToString());
        Assert.Equal("denied", ruling.GetProperty("outcome").GetString());
        Assert.Equal("terms:mit@1", JsonElement.Parse(await site.Http.GetStringAsync(Path("registry/entry?name=mit"), Cancellation)).GetProperty("shown").GetProperty("id").GetString());
        Assert.NotEqual(0, JsonElement.Parse(await site.Http.GetStringAsync(Path("registry/lineage?name=tatsu-lab/alpaca"), Cancellation)).GetProperty("down").GetProperty("nodes").GetArrayLength());
        foreach (var (path, status) in ((string, HttpStatusCode)[])[("judge?content=nothing&use=publish", HttpStatusCode.NotFound), ("judge?content=openai/gsm8k&use=sell", HttpStatusCode.BadRequest), ("registry/entry?name=nobody", HttpStatusCode.NotFound), ("registry/reciprocity?organisation=nobody", HttpStatusCode.NotFound)])
        {
            using var answer = await site.Http.GetAsync(Path(path), Cancellation);
            Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }

        using var malformed = await PostAsync(site, Entries.Replace("confidence: high", "confidence: sure", StringComparison.Ordinal));
        var problem = JsonElement.Parse(await malformed.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        Assert.Equal(2, problem.GetProperty("errors").EnumerateObject().Count());

        // A panel that is asked for a use is refused before a model is called.
        using var asked = await site.Http.PostAsync(Path("sessions"), new StringContent("""{"question":"Ship it?","options":["Yes","No"],"panel":"rehearsal","for":["train-open"]}""", new MediaTypeHeaderValue("application/json")), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains("not every answer may be used so", await asked.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Uri Path(string path) => new("/api/v1/" + path, UriKind.Relative);

    private static Task<HttpResponseMessage> PostAsync(SiteProcess site, string yaml) =>
        site.Http.PostAsync(Path("registry"), new StringContent(yaml, new MediaTypeHeaderValue("application/yaml")), Cancellation);
}
