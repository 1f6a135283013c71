using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A test with a page in the browser. A script error or a breach of the content security policy fails it.</summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncDisposable
{
    private const string RunAxe =
        """
        async () => {
          if (document.querySelector("iframe, frame")) throw new Error("Axe is in no frame of this page.");
          const { violations } = await axe.run(document, {
            resultTypes: ["violations"],
            runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
          });
          return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 4).map(n => n.html).join(" | ")}`);
        }
        """;

    private static readonly string _axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<string> _complaints = [];

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a page.</summary>
    private protected async Task<IPage> OpenAsync(string address, bool javaScript = true, ColorScheme scheme = ColorScheme.Light, int width = 1100)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = javaScript,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        _contexts.Add(context);
        context.SetDefaultTimeout(90_000); // a busy machine is slow, not wrong
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A server that is killed on purpose, or a kept connection that ended as it was used again, makes the browser say that it cannot be reached;
            // what the page then lacks is the test's own to notice.
            if (message.Type == "error" && !message.Text.Contains("ERR_CONNECTION", StringComparison.Ordinal) && !message.Text.Contains("ERR_SOCKET", StringComparison.Ordinal) && !message.Text.Contains("ERR_INCOMPLETE", StringComparison.Ordinal) && !message.Text.Contains("the server responded with a status of", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Axe finds nothing by WCAG 2.2 AA and its best practices.</summary>
    private protected static async Task AccessibleAsync(IPage page, string what)
    {
        // Run where the page is, and once in each document: Deque's own runner opens a second page for every look, and parses the script twice.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(_axe);
        }

        var violations = await page.EvaluateAsync<string[]>(RunAxe);
        Assert.True(violations.Length == 0, $"{what}: " + string.Join("\n", violations));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        Assert.Empty(_complaints);
    }
}
