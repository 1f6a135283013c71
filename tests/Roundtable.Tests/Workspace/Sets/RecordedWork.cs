using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Web;
using Roundtable.Workspace;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>What shares one such directory.</summary>
[CollectionDefinition(nameof(RecordedWork))]
public sealed class RecordedWorkUsers : ICollectionFixture<RecordedWork>;

/// <summary>A data directory with a run of labels and calls through the gateway, made by a site and a provider on this computer; nobody is at it any more.</summary>
public sealed class RecordedWork : IAsyncLifetime
{
    /// <summary>What an assistant is said to have answered in a call's prompt, and no call of the log gave.</summary>
    public const string Unheard = "Nobody here ever answered this.";

    /// <summary>An address in a question.</summary>
    public const string Mail = "ann.miller@kennacraig-boats.co.uk";

    /// <summary>A long text; questions that end with it are near-duplicates.</summary>
    public const string Ferry = "The ferry to Islay leaves Kennacraig at seven in the morning and again at one, and whoever misses both of them waits on the pier until "
        + "the evening boat, which in winter does not sail at all when the wind is stronger than forty knots from the west or the south";

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

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-sets-");

    /// <summary>The data directory.</summary>
    public string Data => _data.FullName;

    /// <summary>The same as a workspace.</summary>
    public WorkspaceContext Context => new(
        Data, Path.Combine(Data, "roundtable.yaml"), null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = Data });

    /// <summary>The ids of the calls: a question, its continuation, a prompt with words of nobody, tools, an address, and two that are near each other.</summary>
    public IReadOnlyList<string> Calls { get; private set; } = [];

    /// <summary>The run of labels.</summary>
    public string Run { get; private set; } = "";

    /// <summary>A request for a set in a folder of its own.</summary>
    public SetRequest Request(string from, string? filter, SetFormat format) => new()
    {
        From = from,
        Filter = filter,
        Format = format,
        Use = Roundtable.Terms.Uses.Use.TrainOpen,
        Folder = Path.Combine(Data, "set-" + Guid.NewGuid().ToString("n")),
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await using var server = await ProviderServer.StartAsync(Answer);
        server.For("a", ProviderLabels.Of(t => t.Contains('7', StringComparison.Ordinal) ? "bad" : "good")).For("b", ProviderLabels.Of(_ => "good"));
        await File.WriteAllTextAsync(Path.Combine(Data, "roundtable.yaml"), $$"""
            organisation: acme
            connections:
              lab: { address: "{{server.Address}}v1", route: direct, terms: free@1, models: [a, b], schema: false }
            gateway:
              upstreams:
                lab: { address: "{{server.Address}}", route: direct, terms: free@1 }
            """);
        await File.WriteAllTextAsync(Path.Combine(Data, "terms.yaml"), Terms);
        var added = await new RoundtableProcess(Data).RunAsync(default, "registry", "add", "terms.yaml");
        Assert.True(added.Code == 0, added.Error);
        var site = await RunningSite.StartAsync(data: _data);
        await LabelAsync(site);
        List<string> calls = [];
        const string Tools = """[{"type":"function","function":{"name":"timetable","description":"Boats of a day.","parameters":{"type":"object","properties":{"day":{"type":"string"}}}}}]""";
        foreach (var (messages, tools) in ((string, string?)[])[
            ("""[{"role":"user","content":"When does the ferry leave?"}]""", null),
            ("""[{"role":"user","content":"When does the ferry leave?"},{"role":"assistant","content":"Answer to: When does the ferry leave?"},{"role":"user","content":"And back?"}]""", null),
            ($$"""[{"role":"user","content":"Hello?"},{"role":"assistant","content":"{{Unheard}}"},{"role":"user","content":"Go on."}]""", null),
            ("""[{"role":"user","content":"Look it up."}]""", Tools),
            ($$"""[{"role":"user","content":"Write to {{Mail}} for me."}]""", null),
            ($$"""[{"role":"user","content":"{{Ferry}}, as everybody says."}]""", null),
            ($$"""[{"role":"user","content":"{{Ferry}}, as nobody says."}]""", null)])
        {
            using var body = new StringContent($$"""{"model":"chat","messages":{{messages}}{{(tools is null ? "" : $",\"tools\":{tools}")}}}""", Encoding.UTF8, "application/json");
            using var answer = await site.Http.PostAsync("/lab/v1/chat/completions", body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            calls.Add(answer.Headers.GetValues("x-roundtable-call").Single());
        }

        Calls = calls;
        site.Http.Dispose();
        await site.App.StopAsync();
        await site.App.DisposeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task LabelAsync(RunningSite site)
    {
        var request = new JsonObject
        {
            ["codebook"] = Codebook,
            ["items"] = new JsonArray([.. Enumerable.Range(0, 20).Select(i => (JsonNode)new JsonObject { ["id"] = $"r{i}", ["text"] = $"A text of its own, number {i}." })]),
            ["models"] = new JsonArray("lab/a", "lab/b", "lab/a"),
        };
        using var begun = await site.Http.PostAsJsonAsync("/api/v1/labels", request);
        var json = JsonElement.Parse(await begun.Content.ReadAsStringAsync());
        Assert.True(begun.IsSuccessStatusCode, json.GetRawText());
        Run = json.GetProperty("run").GetString()!;
        await site.Http.GetStringAsync(json.GetProperty("events").GetString());
        while (true)
        {
            using var labels = await site.Http.GetAsync(json.GetProperty("labels").GetString());
            if (labels.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Yield(); // they are being made
        }
    }

    private static Task Answer(HttpContext context)
    {
        var request = ProviderServer.Request(context);
        var last = request.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString();
        return (request.TryGetProperty("tools", out _)
            ? ProviderAnswers.Json("""{"id":"c","model":"served-1","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"timetable","arguments":"{\"day\":\"Monday\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"completion_tokens":2}}""")
            : ProviderAnswers.Says($"Answer to: {last}"))(context);
    }
}
