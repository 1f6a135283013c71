using System.Net;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Site.SignIn;

public sealed class SignInEndpointsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/models", "/models")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/a\tb", "/")]
    [InlineData("", "/")]
    public async Task A_token_is_kept_in_a_cookie_that_no_script_reads_and_nobody_is_led_elsewhere(string next, string place)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var token = site.Token(Role.Reader).Parameter!;
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Http.BaseAddress };
        using var answer = await SignInAsync(browser, " " + token + "\n", next);
        Assert.Equal((HttpStatusCode.Redirect, place), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/sessions") { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(request, Cancellation)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync("/sessions", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_no_token_and_ends_on_the_server()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var token = site.Token(Role.Reader).Parameter!;
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Http.BaseAddress };
        async Task<string> SignedInAsync()
        {
            using var answer = await SignInAsync(browser, token, "/");
            return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
        }

        async Task<HttpStatusCode> SeesAsync(string cookie, HttpMethod? method = null, string path = "/sessions")
        {
            using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Headers = { { "Cookie", cookie } } };
            using var answer = await browser.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }

        var (first, second) = (await SignedInAsync(), await SignedInAsync());
        Assert.NotEqual(first, second);
        Assert.DoesNotContain(token, first, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await SeesAsync($"{first.Split('=')[0]}={token}")); // as it was once
        var kept = await File.ReadAllTextAsync(Path.Combine(site.Data, "sign-ins"), Cancellation);
        Assert.DoesNotContain(token, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Split('=')[1], kept, StringComparison.Ordinal);

        // A copy of the cookie is worth nothing after signing out.
        await SeesAsync(first, HttpMethod.Post, "/sign-out");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await SeesAsync(first), await SeesAsync(second)));
        new TokenFile(site.Data).Write([]);
        Assert.Equal(HttpStatusCode.Unauthorized, await SeesAsync(second));
    }

    [Fact]
    public async Task A_wrong_token_sets_no_cookie_and_tries_are_limited()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        site.Token(Role.Reader);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Http.BaseAddress };
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 21; i++)
        {
            using var answer = await SignInAsync(browser, "rt_wrong", "/");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            answers.Add(answer.StatusCode);
        }

        Assert.All(answers.SkipLast(1), a => Assert.Equal(HttpStatusCode.Unauthorized, a));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string token, string next) => browser.PostAsync(
        "/sign-in", new FormUrlEncodedContent([new("token", token), new("next", next)]), Cancellation);
}
