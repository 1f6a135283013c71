using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Record.Storage;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Web.Access;
using Roundtable.Web.Api;
using Roundtable.Web.Gateway;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>The server of <c>roundtable gateway</c>: what it has, what it has not, whom it refuses, and what the command line finds of its calls.</summary>
public sealed class GatewayHostTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Asked = """{"model":"m-1","max_tokens":9,"messages":[{"role":"user","content":"Say it."}]}""";
    private const string Said = "Nine ochre lanterns drift above the quiet harbour while somebody counts the boats twice.";
    private const string Answer = $$$"""{"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Said}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-gateway-host-");
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private ProviderServer _provider = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await ProviderServer.StartAsync(ProviderAnswers.Json(Answer));
        _variables["XDG_CONFIG_HOME"] = _data.FullName;
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_leads_to_its_leaf_in_files_and_in_a_database(bool database)
    {
        if (database)
        {
            var keys = Directory.CreateTempSubdirectory("roundtable-key-");
            await using (await RecordLog.OpenAsync(keys.FullName, TimeProvider.System, Cancellation))
            {
            }

            _variables["ROUNDTABLE_LOG_KEY"] = (await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(keys.FullName, "keys")).First(), Cancellation)).Trim();
            _variables["ROUNDTABLE_STORE"] = await postgres.NewDatabaseAsync();
            keys.Delete(recursive: true);
        }

        await using var app = await StartAsync("");
        using var http = Client(app);
        using var answer = await PostAsync(http, "/lab/v1/chat/completions");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var call = answer.Headers.GetValues("x-roundtable-call").Single();
        await using (var use = await app.Services.GetRequiredService<SharedLog>().OpenAsync(Cancellation))
        {
            await use.Log.PublishAsync();
        }

        var found = JsonElement.Parse(await http.GetStringAsync($"/api/v1/calls/{call}", Cancellation));
        Assert.Contains(call, found.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("c2sp.org/tlog-proof", found.GetRawText(), StringComparison.Ordinal);
        var listed = JsonElement.Parse(await http.GetStringAsync("/api/v1/calls", Cancellation));
        Assert.Equal(call, listed[0].GetProperty("id").GetString());
        await app.StopAsync(Cancellation);
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task It_has_no_panels_and_no_pages()
    {
        await using var app = await StartAsync("");
        using var http = Client(app);
        using var panel = await http.PostAsync("/v1/chat/completions", new StringContent(Asked.Replace("m-1", "roundtable/rehearsal", StringComparison.Ordinal), Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, panel.StatusCode);
        var refused = JsonElement.Parse(await panel.Content.ReadAsStringAsync(Cancellation)).GetProperty("error").GetProperty("message").GetString();
        Assert.Contains("This gateway has no panels: 'roundtable serve' answers with them", refused, StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/spending", "/calls", "/keys", "/api/v1/sessions"])
        {
            using var page = await http.GetAsync(path, Cancellation);
            Assert.True(page.StatusCode == HttpStatusCode.NotFound, $"{path}: {page.StatusCode}");
        }

        Assert.Empty(_provider.Requests);
        using var ready = await http.GetAsync("/readyz", Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await app.StopAsync(Cancellation);
    }

    /// <summary>The starter set says that Anthropic ended OpenAI's access, and that it is on; a bar of a later day does not hold yet.</summary>
    [Fact(Timeout = TestDepth.Hung)]
    public async Task Whoever_is_barred_or_cut_off_is_refused_and_nobody_is_asked()
    {
        await using var app = await StartAsync("organisation: openai\n");
        using var http = Client(app);
        await RegistryAppender.AddAsync(
            app.Services.GetRequiredService<WorkspaceContext>(),
            await EntryFiles.ReadAsync([await WriteAsync("bars.yaml", """
                provider: lab
                version: "1"
                access:
                  - { barred: yes, organisations: [openai], from: 2099-01-01, where: a letter, says: "Not from then on." }
                ---
                provider: ended
                version: "1"
                access:
                  - { barred: yes, organisations: [openai], from: 2026-01-01, where: a letter, says: "No more since then." }
                """)], Cancellation),
            [],
            Cancellation);
        using var barred = await PostAsync(http, "/anthropic/v1/messages", "claude-haiku-4-5");
        Assert.Equal(HttpStatusCode.Forbidden, barred.StatusCode);
        var error = JsonElement.Parse(await barred.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(("error", "permission_error"), (error.GetProperty("type").GetString(), error.GetProperty("error").GetProperty("type").GetString()));
        Assert.Contains("may not be asked", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        using var ended = await PostAsync(http, "/ended/v1/chat/completions");
        Assert.Equal(HttpStatusCode.Forbidden, ended.StatusCode);
        Assert.Equal("access_barred", JsonElement.Parse(await ended.Content.ReadAsStringAsync(Cancellation)).GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(_provider.Requests);
        using var later = await PostAsync(http, "/lab/v1/chat/completions");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        await app.StopAsync(Cancellation);
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task The_command_line_judges_a_call_and_finds_what_it_answered()
    {
        string call;
        await using (var app = await StartAsync(""))
        {
            using var http = Client(app);
            using var answer = await PostAsync(http, "/lab/v1/chat/completions");
            call = answer.Headers.GetValues("x-roundtable-call").Single();
            await app.StopAsync(Cancellation);
        }

        SqliteConnection.ClearAllPools();
        var program = new RoundtableProcess(_data.FullName);
        var judged = await program.RunAsync(Cancellation, "judge", call, "--use", "train-open", "--dry-run");
        Assert.Contains("nknown", judged.Out, StringComparison.Ordinal);
        Assert.Contains("lab", judged.Out, StringComparison.Ordinal);
        var traced = await program.RunAsync(Cancellation, "trace", Said, "--json");
        Assert.True(traced.Out.Contains(call, StringComparison.Ordinal), traced.Out);
    }

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.First()) };

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string model = "m-1") =>
        http.PostAsync(path, new StringContent(Asked.Replace("m-1", model, StringComparison.Ordinal), Encoding.UTF8, "application/json"), Cancellation);

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_data.FullName, name);
        await File.WriteAllTextAsync(path, text, Cancellation);
        return path;
    }

    private async Task<WebApplication> StartAsync(string top)
    {
        var address = _provider.Address.ToString().TrimEnd('/');
        var yaml = await WriteAsync(
            "roundtable.yaml", $"{top}gateway: {{ upstreams: {{ anthropic: {{ address: '{address}' }}, lab: {{ address: '{address}' }}, ended: {{ address: '{address}' }} }} }}\n");
        var workspace = new WorkspaceContext(_data.FullName, yaml, null, TimeProvider.System, _variables);
        var rules = new AccessRules(IPEndPoint.Parse("127.0.0.1:0"), null, null, Role.Asker);
        var app = GatewayHost.Build(workspace, rules, new TokenFile(_data.FullName), TimeSpan.FromSeconds(5), ApiEndpoints.MapCalls);
        await app.StartAsync(Cancellation);
        return app;
    }
}
