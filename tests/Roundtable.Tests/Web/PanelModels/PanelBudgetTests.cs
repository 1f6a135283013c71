using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Roundtable.Tests.Models;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Spending;

namespace Roundtable.Tests.Web.PanelModels;

/// <summary>Panels that are called with keys which have a budget: the most that a session may cost is charged before it begins, and settled with what it did.</summary>
public sealed class PanelBudgetTests : IAsyncLifetime
{
    private ProviderServer _provider = null!;
    private RunningSite _site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TokenService Tokens => new(new WorkspaceContext(_site.Data, null, null, TimeProvider.System, new Dictionary<string, string>()));

    public async ValueTask InitializeAsync()
    {
        _provider = await ProviderServer.StartAsync(ProviderAnswers.Says("PostgreSQL, because it isolates tenants."));
        var data = Directory.CreateTempSubdirectory("roundtable-panel-budget-");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "roundtable.yaml"), $$"""
            connections:
              lab: { address: "{{_provider.Address}}v1", models: [small, other, unpriced] }
            panels:
              duo: { seats: [lab/small, lab/other], moderator: lab/small }
              dark: { seats: [lab/small, lab/unpriced], moderator: lab/small }
            models:
              lab/small: { input: 1, output: 10 }
              lab/other: { input: 1, output: 10 }
            gateway: { panel_footer: false }
            """, Cancellation);
        _site = await RunningSite.StartAsync(null, data, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_session_keeps_to_what_was_reserved_and_is_charged_what_it_cost()
    {
        var (text, token) = Tokens.Add("Ann", new KeyRequest { DayBudget = "1" });
        var (status, body) = await AskAsync("duo", text);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        var extension = body.GetProperty("roundtable");
        var cost = (long)(extension.GetProperty("cost").GetProperty("usd").GetDecimal() * 1_000_000);
        Assert.True(cost > 0);
        Assert.Equal(cost, await SettledAsync(token));
        var session = JsonElement.Parse(await GetAsync($"/api/v1/sessions/{extension.GetProperty("session").GetString()}"));
        Assert.InRange(session.GetProperty("settings").GetProperty("budgetMicroDollars").GetInt64(), cost, 1_000_000);
    }

    [Fact]
    public async Task Where_too_little_is_left_or_a_price_is_unknown_nobody_is_asked()
    {
        var (poor, _) = Tokens.Add("Ann", new KeyRequest { DayBudget = "0.0001" });
        var (status, body) = await AskAsync("duo", poor);
        Assert.Equal((HttpStatusCode.PaymentRequired, "budget_exceeded"), (status, body.GetProperty("error").GetProperty("code").GetString()));
        var (rich, token) = Tokens.Add("Bob", new KeyRequest { DayBudget = "5" });
        (status, body) = await AskAsync("dark", rich);
        Assert.Equal((HttpStatusCode.Forbidden, "unknown_price"), (status, body.GetProperty("error").GetProperty("code").GetString()));
        Assert.Empty(_provider.Requests);
        Assert.Equal(0, await SettledAsync(token));
    }

    [Fact]
    public async Task The_footer_is_off_where_the_file_says_so_and_on_where_a_request_asks_for_it()
    {
        var (text, _) = Tokens.Add("Ann", new KeyRequest { Role = "caller" });
        Assert.DoesNotContain("\n---\n", Said((await AskAsync("duo", text)).Body), StringComparison.Ordinal);
        Assert.Contains("\n---\n", Said((await AskAsync("duo", text, ("x-roundtable-footer", "on"))).Body), StringComparison.Ordinal);
    }

    private static string Said(JsonElement body) => body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string panel, string key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(
                $$"""{"model":"roundtable/{{panel}}","messages":[{"role":"user","content":"Which database for a multi-tenant service?"}]}""",
                Encoding.UTF8,
                "application/json"),
        };
        foreach (var (name, value) in headers.Append(("Authorization", "Bearer " + key)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _site.Http.SendAsync(request, Cancellation);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    private async Task<string> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = _site.Token(Role.Reader) } };
        using var answer = await _site.Http.SendAsync(request, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>What the key is charged today, once no call of it is open.</summary>
    private async Task<long> SettledAsync(AccessToken token)
    {
        await using var database = SqliteSpending.Open(_site.Data);
        var ledger = new SpendingLedger(database);
        while ((await ledger.OpenCallsAsync(Cancellation)).Count > 0)
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }

        return (await ledger.SpentAsync(token.Id, TimeProvider.System.GetUtcNow(), Cancellation)).Day;
    }
}
