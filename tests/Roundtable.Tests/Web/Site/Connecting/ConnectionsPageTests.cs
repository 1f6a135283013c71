using System.Net;

namespace Roundtable.Tests.Web.Site.Connecting;

/// <summary>The page that says which models can be asked, and what the others lack.</summary>
public sealed class ConnectionsPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_was_found_and_the_line_that_brings_the_rest()
    {
        const string key = "sk-a-key-that-no-page-shows";
        await using var site = await RunningSite.StartAsync(
            new Dictionary<string, string> { ["OPENAI_API_KEY"] = key, ["MISTRAL_API_KEY"] = "two words\n" }, cancellation: Cancellation);
        var page = WebUtility.HtmlDecode(await site.Http.GetStringAsync("/connections", Cancellation));
        Assert.Contains("1 connection is ready, with 4 models.", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\" dir=\"auto\">openai</th>", page, StringComparison.Ordinal);
        Assert.Contains("<td>ANTHROPIC_API_KEY is not set.</td><td><code>export ANTHROPIC_API_KEY=…</code></td>", page, StringComparison.Ordinal);
        Assert.Contains("MISTRAL_API_KEY holds characters that no key has", page, StringComparison.Ordinal);
        Assert.Contains("<code>ollama run llama3.2</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(key, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_nothing_connected_it_says_so()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        Assert.Contains("No model is connected", await site.Http.GetStringAsync("/connections", Cancellation), StringComparison.Ordinal);
        Assert.Contains("href='/connections'", await site.Http.GetStringAsync("/", Cancellation), StringComparison.Ordinal);
    }
}
