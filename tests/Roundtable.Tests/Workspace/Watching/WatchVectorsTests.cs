using System.Text.Json.Nodes;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Traffic;
using Roundtable.Workspace;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>Traffic watched by the sentence vectors of a model: named in the report, and never without the words that it needs.</summary>
public sealed class WatchVectorsTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();
    private readonly Addons _addons = new();
    private readonly TinySentenceModel _model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_names_the_model_and_has_its_rates()
    {
        var first = await RunAsync(_model.Folder);
        var vectors = first["settings"]!["vectors"]!;
        Assert.Equal((Path.GetFileName(_model.Folder), 6, "mean"), ((string)vectors["name"]!, (int)vectors["dimensions"]!, (string)vectors["pooling"]!));
        Assert.Equal(64, ((string)vectors["digest"]!).Length);
        Assert.True((int)first["rates"]!["windows"]! > 0);
        Assert.True((double)first["rates"]!["windowsAtMost"]! > 0);
        Assert.DoesNotContain(_model.Folder, first.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("by sentence vectors of", WatchMarkdown.Of(first), StringComparison.Ordinal);

        // Findings do not rest on windows, and the same seed gives the same report.
        var again = await RunAsync(_model.Folder);
        Assert.Equal(first["windows"]!.ToJsonString(), again["windows"]!.ToJsonString());
        var plain = await RunAsync(null);
        Assert.Equal(plain["findings"]!.ToJsonString(), first["findings"]!.ToJsonString());
        Assert.Null(plain["settings"]!["vectors"]);
        Assert.DoesNotContain("sentence vectors", WatchMarkdown.Of(plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_of_features_is_refused()
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => RunAsync(_model.Folder, isHashed: true));
        Assert.Equal(ErrorKind.BadData, refused.Kind);
        Assert.Matches(@":\d+: There is no 'prompt', whose words sentence vectors need", refused.Message); // lines are read side by side
    }

    [Fact]
    public async Task Without_the_add_on_nothing_is_watched()
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => new WatchService(_workspace.Context with
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = _workspace.Path },
        }).RunAsync(new WatchRequest("someone") { File = "now.jsonl", Reference = "before.jsonl", Vectors = _model.Folder }, Cancellation));
        Assert.Contains("need an add-on", refused.Message, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _addons.Dispose();
        _workspace.Dispose();
    }

    private async Task<JsonObject> RunAsync(string? vectors, bool isHashed = false)
    {
        var reference = _workspace.Write("before.jsonl", new TrafficSimulator(1).People(300, 8, 7, "before").Lines);
        var traffic = _workspace.Write("now.jsonl", new TrafficSimulator(2).People(200, 8, 7).Campaign(30, 10, 0.5, 7).Lines);
        if (isHashed)
        {
            traffic = _workspace.Write("hashed.jsonl", string.Join('\n', File.ReadLines(traffic).Select((l, i) => TrafficLine.WithoutPrompt(l, i + 1))));
        }

        return WatchJson.Of(await new WatchService(_addons.In(_workspace.Context)).RunAsync(
            new WatchRequest("someone")
            {
                File = traffic,
                Reference = reference,
                Vectors = vectors,
                Settings = new WatchSettings { SketchBits = 16, WindowSize = 300 },
                Record = false,
            },
            Cancellation));
    }
}
