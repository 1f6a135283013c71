using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Postgres;

namespace Roundtable.Tests.Web.Api;

/// <summary>Two sites over one PostgreSQL: what one asks, the other lists, reads, verifies, asks again and deletes.</summary>
public sealed class SharedDatabaseTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_of_format_2_are_shared_by_api_and_mcp_of_both()
    {
        await using var server = await ProviderServer.StartAsync(ProviderTable.Votes);
        server.For("two", ProviderAnswers.Limits(21_600), ProviderTable.Votes);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_STORE"] = await postgres.NewDatabaseAsync(),
            ["ROUNDTABLE_LOG_KEY"] = await NewKeyAsync(),
        };
        await using var first = await StartAsync(server, variables);
        await using var second = await StartAsync(server, variables);
        var asked = new { question = "Ship it?", options = (string[])["Yes", "No"], models = (string[])["lab/one", "lab/two"], quorum = 1, effort = "low" };
        using var begun = await first.Http.PostAsJsonAsync("/api/v1/sessions", asked, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var id = JsonElement.Parse(await begun.Content.ReadAsStringAsync(Cancellation)).GetProperty("id").GetString()!;
        Assert.Contains("event: finished", await second.Http.GetStringAsync($"/api/v1/sessions/{id}/events", Cancellation), StringComparison.Ordinal);

        var session = await second.Http.GetByteArrayAsync($"/api/v1/sessions/{id}", Cancellation);
        var read = SessionJson.Read(session);
        Assert.Equal((2, 1, "low"), (read.Format, read.Rounds[0].Absences.Count, read.Panel[0].Settings!.Effort));
        Assert.NotEmpty(read.SeatSpends!);
        Assert.Equal(session, await first.Http.GetByteArrayAsync($"/api/v1/sessions/{id}", Cancellation));
        using var list = await second.Http.GetAsync("/api/v1/sessions?model=lab/one", Cancellation);
        Assert.Equal("1", Assert.Single(list.Headers.GetValues("X-Total-Count")));
        Assert.True((await ToolAsync(second, "verify_record", id)).GetProperty("structuredContent").GetProperty("verified").GetBoolean());

        // A seat that was absent is asked through the other site; both have what the session became.
        using var again = await second.Http.PostAsync($"/api/v1/sessions/{id}/ask-again?seat=2", null, Cancellation);
        var late = await again.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.True(again.IsSuccessStatusCode, Encoding.UTF8.GetString(late));
        Assert.Equal(2, SessionJson.Read(late).Verdict.Final.Cast);
        Assert.Equal(late, await second.Http.GetByteArrayAsync($"/api/v1/sessions/{id}", Cancellation));
        Assert.Equal(late, await first.Http.GetByteArrayAsync($"/api/v1/sessions/{id}", Cancellation));
        Assert.Contains("2 of 2 seats", (await ToolAsync(first, "get_session", id)).GetProperty("structuredContent").GetProperty("headline").GetString(), StringComparison.Ordinal);

        // A site whose directory is new has it too, as it is last.
        await using var third = await StartAsync(server, variables);
        Assert.Equal(late, await third.Http.GetByteArrayAsync($"/api/v1/sessions/{id}", Cancellation));
        using var deleted = await third.Http.DeleteAsync($"/api/v1/sessions/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Empty(PlantedText.Files(third.Data, "Ship it?"));
        foreach (var other in (RunningSite[])[first, second])
        {
            // Nobody asks them anything: they are told.
            while (PlantedText.Files(other.Data, "Ship it?").Count > 0)
            {
                await Task.Delay(5, Cancellation);
            }
        }

        using var gone = await first.Http.GetAsync($"/api/v1/sessions/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static async Task<RunningSite> StartAsync(ProviderServer server, IReadOnlyDictionary<string, string> variables)
    {
        var data = Directory.CreateTempSubdirectory("roundtable-web-");
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "roundtable.yaml"), $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one, two]\n", Cancellation);
        return await RunningSite.StartAsync(variables, data, Cancellation);
    }

    /// <summary>A log's signing key, made by a log of its own.</summary>
    private static async Task<string> NewKeyAsync()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        await site.AskAsync("Should we?", Cancellation);
        return (await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(site.Data, "keys")).First(), Cancellation)).Trim();
    }

    private static async Task<JsonElement> ToolAsync(RunningSite site, string tool, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool, arguments = new { id } } }),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
        using var answer = await site.Http.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return JsonElement.Parse(text.StartsWith('{') ? text : text.Split('\n').Last(l => l.StartsWith("data:", StringComparison.Ordinal))[5..]).GetProperty("result");
    }
}
