using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roundtable.Tests.Models;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Api;

/// <summary>An absent seat is asked again over HTTP and from a session's page.</summary>
public sealed class AskAgainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_absent_seat_is_asked_again_and_the_answer_counts_once()
    {
        await using var server = await ProviderServer.StartAsync(ProviderTable.Votes);
        server.For("two", ProviderAnswers.Limits(21_600), ProviderAnswers.Limits(21_600), ProviderTable.Votes);
        await using var site = await StartAsync(server);
        var id = await AskAsync(site);

        Assert.Equal(HttpStatusCode.Conflict, (await AgainAsync(site, id, 1)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await AgainAsync(site, id, 3)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AgainAsync(site, "nonesuch", 1)).Status);

        // Absent again: the session stays as it was.
        var (still, why) = await AgainAsync(site, id, 2);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, still);
        Assert.Contains("Seat 2 was asked again and is absent still", why.GetProperty("detail").GetString(), StringComparison.Ordinal);

        var page = await site.Http.GetStringAsync($"/sessions/{id}", Cancellation);
        Assert.Contains($"<form method=\"post\" action=\"/sessions/{id}/ask-again\">", page, StringComparison.Ordinal);
        var (status, session) = await AgainAsync(site, id, 2);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, session.GetProperty("verdict").GetProperty("final").GetProperty("votes")[0].GetInt32());
        Assert.Equal(2, session.GetProperty("verdict").GetProperty("independence").GetProperty("models").GetInt32());
        Assert.Equal(HttpStatusCode.Conflict, (await AgainAsync(site, id, 2)).Status);
        page = await site.Http.GetStringAsync($"/sessions/{id}", Cancellation);
        Assert.DoesNotContain("/ask-again", page, StringComparison.Ordinal);
        Assert.Contains("answered later", page, StringComparison.Ordinal);
        Assert.Equal(session.GetRawText(), JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/sessions/{id}", Cancellation)).GetRawText());
    }

    [Fact]
    public async Task A_pages_button_asks_again_and_readers_have_none()
    {
        await using var server = await ProviderServer.StartAsync(ProviderTable.Votes);
        server.For("two", ProviderAnswers.Limits(21_600), ProviderTable.Votes);
        await using var site = await StartAsync(server);
        var id = await AskAsync(site);
        var (asker, reader) = (site.Token(Role.Asker), site.Token(Role.Reader));
        site.Http.DefaultRequestHeaders.Authorization = reader;
        Assert.DoesNotContain("/ask-again", await site.Http.GetStringAsync($"/sessions/{id}", Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await AgainAsync(site, id, 2)).Status);
        site.Http.DefaultRequestHeaders.Authorization = asker;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("seat", "2")]);
        using var answer = await site.Http.PostAsync($"/sessions/{id}/ask-again", form, Cancellation);
        Assert.Contains("answered later", await site.Http.GetStringAsync($"/sessions/{id}", Cancellation), StringComparison.Ordinal);
    }

    private static async Task<RunningSite> StartAsync(ProviderServer server)
    {
        var data = Directory.CreateTempSubdirectory("roundtable-web-");
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "roundtable.yaml"), $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one, two]\n", Cancellation);
        return await RunningSite.StartAsync(data: data, cancellation: Cancellation);
    }

    private static async Task<string> AskAsync(RunningSite site)
    {
        var body = new { question = "Ship it?", options = (string[])["Yes", "No"], models = (string[])["lab/one", "lab/two"], quorum = 1 };
        using var begun = await site.Http.PostAsJsonAsync("/api/v1/sessions", body, Cancellation);
        var answer = await begun.Content.ReadAsStringAsync(Cancellation);
        Assert.True(begun.StatusCode == HttpStatusCode.Accepted, answer);
        var id = JsonElement.Parse(answer).GetProperty("id").GetString()!;
        Assert.Contains("event: finished", await site.Http.GetStringAsync($"/api/v1/sessions/{id}/events", Cancellation), StringComparison.Ordinal);
        return id;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> AgainAsync(RunningSite site, string id, int seat)
    {
        using var answer = await site.Http.PostAsync($"/api/v1/sessions/{id}/ask-again?seat={seat}", null, Cancellation);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)));
    }
}
