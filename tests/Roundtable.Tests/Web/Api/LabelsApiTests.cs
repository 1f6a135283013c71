using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Gold;

namespace Roundtable.Tests.Web.Api;

/// <summary>A run of labels over HTTP: estimated, begun, watched, labelled by people, and blind to them until then.</summary>
public sealed class LabelsApiTests : IAsyncLifetime
{
    private const string Codebook = "name: tone\ninstructions: What is the tone?\nclasses:\n  - {name: good, definition: It pleases.}\n  - {name: bad, definition: It does not.}\n";

    private const string Terms = """
        terms: free
        version: "1"
        from: 2020-01-01
        source: { address: "https://free.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: Anything may be done with answers. }
        """;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-labels-");
    private ProviderServer _server = null!;
    private RunningSite _site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ProviderServer.StartAsync(ProviderLabels.Of(t => t.Contains('7', StringComparison.Ordinal) ? "bad" : "good"));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"organisation: acme\nconnections:\n  lab: {{ address: \"{_server.Address}v1\", route: direct, terms: free@1, models: [a, b], schema: false }}\n"
                + "models:\n  lab/a: { input: 1, output: 1 }\n  lab/b: { input: 1, output: 1 }\n",
            Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "terms.yaml"), Terms, Cancellation);
        var added = await new RoundtableProcess(_data.FullName).RunAsync(Cancellation, "registry", "add", "terms.yaml");
        Assert.True(added.Code == 0, added.Error);
        _site = await RunningSite.StartAsync(data: _data, cancellation: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_estimate_asks_nobody_and_leaves_nothing()
    {
        using var answer = await PostAsync(Request(20, ("estimateOnly", true)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = await JsonAsync(answer);
        Assert.Equal((20, 40), (json.GetProperty("estimate").GetProperty("items").GetInt32(), json.GetProperty("estimate").GetProperty("calls").GetInt32()));
        Assert.False(json.TryGetProperty("run", out _));
        Assert.Empty(_server.Requests);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_data.FullName, "runs")));
    }

    [Fact]
    public async Task A_run_is_begun_and_makes_its_labels_and_hides_what_people_are_still_to_label()
    {
        using var begun = await PostAsync(Request(30, ("gold", 5)));
        Assert.True(begun.StatusCode == HttpStatusCode.Accepted, await begun.Content.ReadAsStringAsync(Cancellation));
        var json = await JsonAsync(begun);
        var run = json.GetProperty("run").GetString()!;
        var labels = await LabelsAsync(json);
        Assert.Equal(30, labels.GetProperty("report").GetProperty("items").GetInt32());
        Assert.Equal(60, _server.Requests.Count);
        Assert.False(labels.TryGetProperty("folder", out _));

        var gold = new GoldService(new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)));
        var sheet = gold.Open(json.GetProperty("gold").GetString()!);
        var drawn = sheet.Items.Select(i => i.Drawn.Id).ToHashSet(StringComparer.Ordinal);
        var items = JsonElement.Parse(await _site.Http.GetStringAsync($"/api/v1/runs/{run}/items?limit=100", Cancellation)).EnumerateArray().ToList();
        Assert.Equal(drawn, items.Where(i => i.TryGetProperty("waits", out _)).Select(i => i.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal));
        Assert.All(items.Where(i => i.TryGetProperty("waits", out _)), i => Assert.Equal(0, i.GetProperty("seats").GetArrayLength()));

        // The page hides them too, and no filter tells which of them the seats differ on.
        var page = await _site.Http.GetStringAsync($"/runs/{run}/items?only=disputed", Cancellation);
        Assert.DoesNotContain("It waits for people", page, StringComparison.Ordinal);
        page = await _site.Http.GetStringAsync($"/runs/{run}/items?q={Uri.EscapeDataString(drawn.First())}", Cancellation);
        Assert.Contains("It waits for people", page, StringComparison.Ordinal);
        Assert.Contains("Labels", await _site.Http.GetStringAsync($"/runs/{run}", Cancellation), StringComparison.Ordinal);

        await gold.Labelling(sheet.Id).LabelAsync(sheet.Items[0].Drawn.Id, "Ann", "good", Cancellation);
        items = [.. JsonElement.Parse(await _site.Http.GetStringAsync($"/api/v1/runs/{run}/items?limit=100", Cancellation)).EnumerateArray()];
        var shown = items.Single(i => i.GetProperty("id").GetString() == sheet.Items[0].Drawn.Id);
        Assert.Equal(2, shown.GetProperty("seats").GetArrayLength());

        // Where it cannot be told which item is which, none is shown.
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "runs", run, "items.jsonl"), "", Cancellation);
        items = [.. JsonElement.Parse(await _site.Http.GetStringAsync($"/api/v1/runs/{run}/items?limit=100", Cancellation)).EnumerateArray()];
        Assert.Equal((30, 30), (items.Count, items.Count(i => i.TryGetProperty("waits", out _))));
    }

    [Theory]
    [InlineData("""{"codebook":"","items":[{"text":"a"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"codebook":"name: tone","items":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"codebook":"name: tone","items":["a"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"codebook":"name: tone","rows":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_request_is_refused_and_leaves_nothing(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _site.Http.PostAsync("/api/v1/labels", content, Cancellation);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain(_data.FullName, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "runs")) && Directory.EnumerateFileSystemEntries(Path.Combine(_data.FullName, "runs")).Any());
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Rulings_come_before_the_first_call_and_readers_begin_nothing()
    {
        using var denied = await PostAsync(Request(3, ("for", new JsonArray("train-competing")), ("models", new JsonArray("lab/a", "dark/x"))));
        Assert.NotEqual(HttpStatusCode.Accepted, denied.StatusCode);
        Assert.Empty(_server.Requests);
        _site.Http.DefaultRequestHeaders.Authorization = _site.Token(Role.Reader);
        using var reader = await PostAsync(Request(3));
        Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
    }

    private async Task<JsonElement> LabelsAsync(JsonElement begun)
    {
        await _site.Http.GetStringAsync(begun.GetProperty("events").GetString(), Cancellation);
        while (true)
        {
            using var answer = await _site.Http.GetAsync(begun.GetProperty("labels").GetString(), Cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return await JsonAsync(answer);
            }

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode); // they are being made
            await Task.Yield();
        }
    }

    private static JsonObject Request(int items, params (string Name, JsonNode Value)[] more)
    {
        var request = new JsonObject
        {
            ["codebook"] = Codebook,
            ["items"] = new JsonArray([.. Enumerable.Range(0, items).Select(i => (JsonNode)new JsonObject { ["id"] = $"r{i}", ["text"] = $"A text of its own, number {i}.\nIt has two lines." })]),
            ["models"] = new JsonArray("lab/a", "lab/b"),
        };
        foreach (var (name, value) in more)
        {
            request[name] = value;
        }

        return request;
    }

    private Task<HttpResponseMessage> PostAsync(JsonObject body) => _site.Http.PostAsJsonAsync("/api/v1/labels", body, Cancellation);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
}
