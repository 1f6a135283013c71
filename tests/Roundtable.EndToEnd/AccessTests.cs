using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Roundtable.EndToEnd;

/// <summary>Who may do what, and what is refused.</summary>
public sealed class AccessTests
{
    private static readonly object _question = new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beyond_this_computer_nobody_comes_in_without_a_token()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-");
        var program = new RoundtableProcess(data.FullName);
        var (code, _, error) = await program.RunAsync(Cancellation, "serve", "--listen", "0.0.0.0:0");
        Assert.Equal(64, code);
        Assert.Contains("roundtable tokens add", error, StringComparison.Ordinal);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_in_a_sentence()
    {
        await using var site = await SiteProcess.StartAsync();
        var (code, _, error) = await site.Program.RunAsync(Cancellation, "serve", "--listen", new Uri(site.Address).Authority);
        Assert.Equal(64, code);
        Assert.StartsWith("roundtable: 127.0.0.1:", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Each_role_may_do_what_it_says()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAndWaitAsync();
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in (string[])["reader", "asker", "admin"])
        {
            tokens[role] = (await site.Program.RunAsync(Cancellation, "tokens", "add", role, "--role", role)).Out.Trim();
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(null, HttpMethod.Get, "/api/v1/sessions"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync("rt_" + new string('0', 64), HttpMethod.Get, "/api/v1/sessions"));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(tokens["reader"], HttpMethod.Get, "/api/v1/sessions"));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(tokens["reader"], HttpMethod.Post, "/api/v1/sessions", _question));
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(tokens["asker"], HttpMethod.Post, "/api/v1/sessions", _question));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(tokens["asker"], HttpMethod.Delete, $"/api/v1/sessions/{id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(tokens["asker"], HttpMethod.Post, $"/sessions/{id}/share"));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(tokens["admin"], HttpMethod.Delete, $"/api/v1/sessions/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(tokens["admin"], HttpMethod.Get, $"/api/v1/sessions/{id}"));

        // Taken away, a token is refused at once; the file holds none that could be used.
        Assert.DoesNotContain(tokens["reader"], await File.ReadAllTextAsync(Path.Combine(site.Data, "tokens"), Cancellation), StringComparison.Ordinal);
        await site.Program.RunAsync(Cancellation, "tokens", "remove", "reader");
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(tokens["reader"], HttpMethod.Get, "/api/v1/sessions"));

        // The last token goes: nobody gets in, least of all a stranger.
        await site.Program.RunAsync(Cancellation, "tokens", "remove", "asker");
        var last = await site.Program.RunAsync(Cancellation, "tokens", "remove", "admin");
        Assert.Contains("the site refuses everybody now", last.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(tokens["admin"], HttpMethod.Get, "/api/v1/sessions"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync("", HttpMethod.Delete, $"/api/v1/sessions/{id}"));

        async Task<HttpStatusCode> CallAsync(string? token, HttpMethod method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await site.Http.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Accepted)]
    [InlineData("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("X-Nothing", "at all", HttpStatusCode.Accepted)]
    public async Task Pages_of_other_sites_can_change_nothing(string header, string value, HttpStatusCode expected)
    {
        await using var site = await SiteProcess.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions") { Content = JsonContent.Create(_question) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await site.Http.SendAsync(request, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sessions", "/sessions")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Nobody_is_sent_to_another_site_after_signing_in(string next, string expected)
    {
        await using var site = await SiteProcess.StartAsync();
        var token = (await site.Program.RunAsync(Cancellation, "tokens", "add", "Ann")).Out.Trim();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(site.Address) };
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["token"] = token, ["next"] = next }), Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_caller_is_held_to_sessions_budget_requests_and_sizes()
    {
        await using var models = await ProviderServer.StartAsync(ProviderAnswers.Stalls);
        await using var site = await SiteProcess.StartAsync(
            yaml: $$"""
                connections:
                  local:
                    kind: openai
                    address: {{models.Address}}v1
                    models: [m]
                models:
                  local/m:
                    input: 1000
                    output: 1000
                """,
            arguments: ["--sessions-at-once", "2", "--daily-budget", "6.00", "--requests-a-minute", "60"]);
        var expensive = new { question = "Should we?", options = new[] { "Yes", "No" }, models = Enumerable.Repeat("local/m", 12).ToArray() };
        Assert.Contains("left of today's $6.00", await RefusedAsync(expensive), StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, models = new[] { "local/m" }, budget = 2.5 });
        }

        Assert.Contains("2 sessions are under way", await RefusedAsync(_question), StringComparison.Ordinal);

        // Where files may come with a question a body may be larger; nowhere else.
        foreach (var (path, size) in (IEnumerable<(string, int)>)[("imports", 5_000_000), ("sessions", 40_000_000)])
        {
            using var upload = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = new ByteArrayContent(new byte[size]) };
            upload.Content.Headers.ContentType = new("application/json");
            upload.Headers.ExpectContinue = true;
            using var large = await site.Http.SendAsync(upload, Cancellation);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        }

        var status = HttpStatusCode.OK;
        for (var i = 0; i < 80 && status != HttpStatusCode.TooManyRequests; i++)
        {
            using var answer = await site.Http.GetAsync(new Uri("/api/v1/models", UriKind.Relative), Cancellation);
            status = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);

        async Task<string> RefusedAsync(object request)
        {
            using var answer = await site.Http.PostAsJsonAsync("/api/v1/sessions", request, Cancellation);
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter is not null);
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).GetProperty("detail").GetString()!;
        }
    }

    [Fact]
    public async Task Keys_never_reach_the_browser()
    {
        const string key = "sk-test-0123456789abcdefghijklmnopqrstuv";
        await using var site = await SiteProcess.StartAsync(variables: new Dictionary<string, string>(StringComparer.Ordinal) { ["OPENAI_API_KEY"] = key });
        await site.AskAndWaitAsync();
        foreach (var path in (string[])["/", "/sessions", "/models", "/registry", "/api/v1/models", "/api/v1/panels", "/api/v1/openapi.json"])
        {
            Assert.DoesNotContain(key, await site.Http.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation), StringComparison.Ordinal);
        }
    }
}
