using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd.Journeys;

/// <summary>A reader's way through the site: what had to be done, when the first useful screen was there, and which of the design's words stood on the way.</summary>
internal sealed class Journey(string name)
{
    /// <summary>Set to 1, the screens of journeys are written to docs/site.</summary>
    private const string PicturesVariable = "ROUNDTABLE_PICTURES";

    /// <summary>The design's words that a reader may meet; each that stands on a screen has to be in the help.</summary>
    private static readonly string[] _words =
    [
        "question", "model", "connection", "seat", "panel", "ballot", "objection", "round", "verdict", "fused answer", "minutes", "session", "record", "log",
        "leaf", "checkpoint", "proof", "terms", "use", "ruling", "corpus", "row", "origin", "match", "run", "item", "gold", "label", "student", "gateway",
        "cut-off", "disclosure", "audit", "finding", "appeal", "codebook", "witness", "key", "call", "set", "share", "commitment",
    ];

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);
    private TimeSpan? _useful;
    private int _pictures;

    /// <summary>What was done, in order.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>Does one thing that a reader does.</summary>
    public async Task StepAsync(string what, Func<Task> does)
    {
        Steps.Add(what);
        await does();
    }

    /// <summary>A screen from which the reader learns something: its words are noted, and its picture is taken where pictures are wanted.</summary>
    public async Task SeenAsync(IPage page)
    {
        _useful ??= _clock.Elapsed;
        var text = (await page.Locator("body").InnerTextAsync()).ToLowerInvariant();
        _met.UnionWith(_words.Where(word => System.Text.RegularExpressions.Regex.IsMatch(
            text, $@"\b{word}s?\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10))));
        if (Environment.GetEnvironmentVariable(PicturesVariable) == "1")
        {
            _pictures++;
            var path = Path.Combine(Repository.Root, "docs", "site", string.Create(CultureInfo.InvariantCulture, $"journey-{name}-{_pictures}.png"));
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        }
    }

    /// <summary>Holds the journey to at most so many steps and every word to the help; says what was measured.</summary>
    public async Task EndAsync(IPage page, string site, int maxSteps)
    {
        await page.GotoAsync($"{site}/words");
        var known = await page.Locator("dl.words dt").AllInnerTextsAsync();
        Assert.Empty(_met.Except(known.Select(static k => k.Trim()), StringComparer.Ordinal));
        Assert.True(Steps.Count <= maxSteps, $"{Steps.Count} steps: {string.Join("; ", Steps)}");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Journey {name}: {Steps.Count} steps, first useful screen after {_useful?.TotalMilliseconds:0} ms, {_met.Count} of the design's words, all in the help."));

        // What the docs tell of it is what it was. How long it took is told with the load of that machine, and held by nothing.
        var told = Assert.Single(File.ReadLines(Path.Combine(Repository.Root, "docs", "site.md")), l => l.StartsWith($"| {name} |", StringComparison.Ordinal));
        string[] cells = told.Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{Steps.Count} / {_met.Count}"), $"{cells[2]} / {cells[4]}");
    }
}
