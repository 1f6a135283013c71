using System.Net.Http.Headers;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Keys made in a browser, calls made with them, and the pages that show both: for admins all, for others their own.</summary>
public sealed class GatewayPagesTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Answer = """{"id":"c","model":"small-1","choices":[{"index":0,"message":{"role":"assistant","content":"<script>alert(1)</script> Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}}""";

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task A_key_is_made_used_changed_and_revoked(ColorScheme scheme, int width)
    {
        await using var provider = await ProviderServer.StartAsync(ProviderAnswers.Json(Answer));
        await using var site = await SiteProcess.StartAsync(
            yaml: $$"""
                gateway:
                  upstreams:
                    openai: { address: "{{provider.Address}}" }
                models:
                  openai/small: { input: 1, output: 10 }
                """,
            variables: new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-server-key-of-the-test" });

        // With the first key everybody needs one: it must be an admin's.
        var page = await OpenAsync($"{site.Address}/keys", scheme: scheme, width: width);
        await page.FillAsync("[name=owner]", "Ann");
        await page.ClickAsync("text=Make the key");
        await page.WaitForSelectorAsync(".problem");
        await CheckAsync(page, "keys, with a problem");
        Assert.Equal("Ann", await page.InputValueAsync("[name=owner]"));
        await page.SelectOptionAsync("[name=role]", "admin");
        await page.ClickAsync("text=Make the key");
        var admin = await page.InputValueAsync("#made");
        Assert.StartsWith("rt_", admin, StringComparison.Ordinal);

        // It is shown only once.
        await page.GotoAsync($"{site.Address}/keys");
        await SignInAsync(page, site, admin);
        Assert.DoesNotContain(admin, await page.ContentAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "keys");

        await page.FillAsync("[name=owner]", "Bob <b>&</b> \"co\"");
        await page.FillAsync("[name=budget-day]", "5");
        await page.FillAsync("[name=models]", "openai/*");
        await page.ClickAsync("text=Make the key");
        var bob = await page.InputValueAsync("#made");
        Assert.Contains("$5.00 a day", await page.Locator("table").InnerTextAsync(), StringComparison.Ordinal);

        var call = await CallAsync(site, bob, 200);
        await CallAsync(site, admin, 200);
        await page.GotoAsync($"{site.Address}/calls");
        Assert.Equal(2, await page.Locator("tbody tr").CountAsync());
        Assert.Contains("Bob <b>&</b> \"co\"", await page.Locator("table").InnerTextAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "calls");
        await page.FillAsync("main [name=q]", call);
        await page.ClickAsync("text=Search");
        Assert.Contains("openai/v1/chat/completions", await page.Locator(".facts").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("$0.00021", await page.Locator(".facts").InnerTextAsync(), StringComparison.Ordinal);
        foreach (var details in await page.Locator("details").AllAsync())
        {
            await details.EvaluateAsync("d => d.open = true");
        }

        Assert.Contains("<script>alert(1)</script> Hello", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "call");
        await page.GotoAsync($"{site.Address}/spending");
        Assert.Contains("$0.00042 in 2 calls", await page.Locator(".headline").InnerTextAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "spending");
        await page.GotoAsync($"{site.Address}/connect");
        Assert.Contains($"{site.Address}/openai/v1", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "connect");

        // Bob sees his own, and none of the keys.
        var his = await OpenAsync($"{site.Address}/calls", scheme: scheme, width: width);
        await SignInAsync(his, site, bob);
        Assert.Equal(1, await his.Locator("tbody tr").CountAsync());
        await CheckAsync(his, "calls of one");
        Assert.Equal(403, (await his.GotoAsync($"{site.Address}/keys"))!.Status);
        Assert.Equal(403, (await his.GotoAsync($"{site.Address}/sessions"))!.Status);
        await his.GotoAsync($"{site.Address}/spending");
        Assert.Contains("$0.00021 in 1 call", await his.Locator(".headline").InnerTextAsync(), StringComparison.Ordinal);

        // Changed, and revoked, while it is in use.
        await page.GotoAsync($"{site.Address}/keys");
        await page.ClickAsync("tr:has-text('Bob') a");
        await CheckAsync(page, "key");
        await page.FillAsync("[name=models]", "anthropic/*");
        await page.ClickAsync("text=Change the key");
        await CallAsync(site, bob, 403);
        await page.ClickAsync("tr:has-text('Bob') a");
        await page.ClickAsync("text=Revoke the key");
        await CallAsync(site, bob, 401);
    }

    [Fact]
    public async Task A_call_under_way_when_the_server_was_killed_stays_charged()
    {
        await using var provider = await ProviderServer.StartAsync(ProviderAnswers.Stalls);
        await using var site = await SiteProcess.StartAsync(yaml: $$"""
            gateway:
              upstreams:
                openai: { address: "{{provider.Address}}" }
            models:
              openai/small: { input: 1, output: 10 }
            """);
        var admin = (await site.Program.RunAsync(Cancellation, "tokens", "add", "Ann", "--role", "admin")).Out.Trim();
        var bob = (await site.Program.RunAsync(Cancellation, "tokens", "add", "Bob", "--budget-day", "0.0015")).Out.Trim();
        var call = CallAsync(site, bob, 200);
        while (provider.Heads.Count == 0)
        {
            await Task.Delay(1, Cancellation);
        }

        await site.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => call);
        await site.StartAgainAsync();

        // What was reserved is more than what is left for another call.
        await CallAsync(site, bob, 402);
        var page = await OpenAsync($"{site.Address}/spending");
        await SignInAsync(page, site, admin);
        Assert.Contains("1 call under way, or never seen to end", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task SignInAsync(IPage page, SiteProcess site, string token)
    {
        await page.FillAsync("[name=token]", token);
        await page.ClickAsync("button");
        Assert.DoesNotContain("/sign-in", page.Url, StringComparison.Ordinal);
        Assert.StartsWith(site.Address, page.Url, StringComparison.Ordinal);
    }

    private async Task<string> CallAsync(SiteProcess site, string key, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Address}/openai/v1/chat/completions")
        {
            Content = new StringContent("""{"model":"small","max_tokens":100,"messages":[]}""", new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await site.Http.SendAsync(request, Cancellation);
        Assert.Equal(status, (int)answer.StatusCode);
        return answer.Headers.TryGetValues("x-roundtable-call", out var call) ? call.Single() : "";
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        await AccessibleAsync(page, what);
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{what} is {overflow} pixels wider than its window.");
    }
}
