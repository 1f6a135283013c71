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
