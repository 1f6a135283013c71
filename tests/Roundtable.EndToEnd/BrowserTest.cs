using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A test with a page in the browser. A script error or a breach of the content security policy fails it.</summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncDisposable
{
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
        var result = await page.RunAxe(new AxeRunOptions
        {
            ResultTypes = [ResultType.Violations], // what passed is not told in full
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        Assert.True(
            result.Violations.Length == 0,
            $"{what}: " + string.Join("\n", result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(n => n.Html))}")));
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
