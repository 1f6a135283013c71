using System.Text.Json;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Pictures of docs/site.md of a training set, a student and an attestation, all made up. They run only when asked for: <c>eng/screenshots</c>.</summary>
public sealed class SetScreenshots(Chromium chromium) : BrowserTest(chromium)
{
    private const string Registry = """
        terms: made-up
        version: "1"
        from: 2020-01-01
        source: { address: "https://made-up.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow-if, conditions: [ { attribution: Made up with Made-Up } ], where: section 1, says: Answers may be used with credit. }
        ---
        dataset: acme/questions
        version: "1"
        whose: acme
        origin: human
        licence: cc-by-4.0
        """;

    private static readonly string[][] _words =
    [
        ["lovely", "delight", "splendid", "cheerful", "glad", "bright"],
        ["dreadful", "broken", "nasty", "sorry", "awful", "grim"],
        ["table", "number", "street", "report", "window", "paper"],
    ];

    [Fact(Explicit = true)]
    public async Task Of_a_set_a_student_and_an_attestation()
    {
        await using var server = await ProviderServer.StartAsync(ProviderLabels.Of(t => ProviderLabels.Chance(t) < 12 ? "plain" : ClassOf(t)));
        await using var site = await SiteProcess.StartAsync(
            yaml: $$"""
                organisation: acme
                connections:
                  open: { address: "{{server.Address}}v1", route: direct, terms: made-up@1, models: [made-up], schema: false }
                """);
        var folder = Directory.CreateTempSubdirectory("made-up-").FullName;
        string In(string name) => Path.Combine(folder, name);
        await File.WriteAllTextAsync(In("terms.yaml"), Registry, Cancellation);
        await File.WriteAllTextAsync(
            In("tone.yaml"),
            "name: tone\ninstructions: What is the tone?\nclasses:\n  - {name: good, definition: It pleases.}\n  - {name: bad, definition: It does not.}\n"
                + "  - {name: plain, definition: Neither.}\n",
            Cancellation);
        await File.WriteAllLinesAsync(In("rows.jsonl"), Enumerable.Range(0, 240).Select(i => JsonSerializer.Serialize(new { id = $"r{i}", text = TextOf(i) })), Cancellation);
        await File.WriteAllLinesAsync(
            In("pairs.jsonl"),
            Enumerable.Range(0, 90).Select(i => JsonSerializer.Serialize(new { prompt = $"A made-up question, number {i}?", completion = $"The made-up answer to it is {i * i}." })),
            Cancellation);
        await RunAsync(site, "registry", "add", In("terms.yaml"));
        await RunAsync(site, "label", In("rows.jsonl"), "--codebook", In("tone.yaml"), "-m", "open/made-up", "--for", "distil", "--yes");
        await RunAsync(site, "teach", In("tone.yaml"), "--teacher", "last", "--out", In("student"), "--source", "acme/questions");
        await RunAsync(site, "scan", In("pairs.jsonl"), "--out", In("report"));
        await RunAsync(
            site, "set", "make", "--from", "corpus", In("report"), "--format", "trl-prompt-completion", "--for", "train-open", "--source", "acme/questions",
            "--split", "90/5/5", "--name", "acme/pairs", "--out", In("set"));
        await RunAsync(site, "disclose", "attest", In("student"), "--of", "dataset:acme/pairs", "--out", In("attestation.sigstore.json"));

        var page = await OpenAsync($"{site.Address}/sets");
        await page.Locator("tbody th a").First.ClickAsync();
        await TakeAsync(page, "set");
        await page.GotoAsync(page.Url.Split('?')[0] + "/rows");
        await page.Locator("tbody a").First.ClickAsync();
        await TakeAsync(page, "set-row");
        await page.GotoAsync($"{site.Address}/students");
        await page.Locator("tbody th a").First.ClickAsync();
        await TakeAsync(page, "student");
        await page.Locator("figure.chart svg").Last.EvaluateAsync("chart => chart.closest('section').scrollIntoView()");
        await TakeAsync(page, "student-charts");
        await page.GotoAsync($"{site.Address}/disclosures");
        await page.Locator("tbody th a").First.ClickAsync();
        await TakeAsync(page, "attestation");
        Directory.Delete(folder, recursive: true);
    }

    private static string ClassOf(string text) => ((string[])["good", "bad", "plain"])[
        Enumerable.Range(0, 3).MaxBy(c => _words[c].Sum(w => text.Split(w).Length))];

    private static string TextOf(int number)
    {
        var random = new Random(number);
        return string.Join(' ', Enumerable.Range(0, 9).Select(_ => _words[random.Next(100) < 65 ? number % 3 : random.Next(3)][random.Next(6)])) + $", message {number}";
    }

    private static async Task RunAsync(SiteProcess site, params string[] arguments)
    {
        var (code, output, error) = await site.Program.RunAsync(Cancellation, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code}: {error}{output}");
    }

    private static async Task TakeAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "docs", "site", name + ".png") });
}
