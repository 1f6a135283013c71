using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Watching.Monitoring;
using Roundtable.Workspace;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>A log in PostgreSQL is watched and audited as one in files is.</summary>
public sealed class WatchDatabaseTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TrafficSimulator _benign = new TrafficSimulator(1).People(220, 4, 7, "before");
    private static readonly TrafficSimulator _mixed = new TrafficSimulator(2).People(100, 4, 7).Campaign(25, 4, 0.5, 7);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_in_a_database_and_one_in_files_give_the_same_findings_cases_and_audits()
    {
        var (files, database) = (await ReportsAsync(null), await ReportsAsync(await server.NewDatabaseAsync()));
        Assert.Equal(files.Watch["findings"]!.ToJsonString(), database.Watch["findings"]!.ToJsonString());
        Assert.Equal(files.Watch["rates"]!.ToJsonString(), database.Watch["rates"]!.ToJsonString());
        Assert.NotEmpty(files.Watch["findings"]!.AsArray());
        Assert.Equal(files.Case, database.Case);
        Assert.Equal(files.Audit, database.Audit);
        Assert.Equal(files.Canary, database.Canary);
        Assert.Equal(files.Watch["findings"]!.ToJsonString(), files.Shards);
        Assert.Equal(files.Shards, database.Shards);
        Assert.Contains("\"exchange\":", files.Audit, StringComparison.Ordinal);
    }

    private static async Task<(JsonObject Watch, string Case, string Audit, string Canary, string Shards)> ReportsAsync(string? address)
    {
        using var files = new SampleWorkspace();
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        if (address is not null)
        {
            environment[LogAccess.StoreVariable] = address;
        }

        using var workspace = new SampleWorkspace { Context = new WorkspaceContext(files.Path, null, null, files.Time, environment) };
        List<YamlProblem> problems = [];
        await RegistryAppender.AddAsync(
            workspace.Context, EntryReader.Read("organisation: acme\nversion: \"1\"\nregion: US\nowners: [{organisation: xai, share: 80}]\n", problems), [], Cancellation);
        await using (var log = await workspace.OpenLogAsync())
        {
            await RecordedTraffic.AppendAsync(log, _benign, TimeSpan.Zero);
            await RecordedTraffic.AppendAsync(log, _mixed, TimeSpan.FromDays(7));
        }

        var request = new WatchRequest("someone")
        {
            Since = TrafficSimulator.Start.AddDays(7),
            Until = TrafficSimulator.Start.AddDays(30),
            Settings = new WatchSettings { SketchBits = 16, WindowSize = 200, FalseAlarmRate = 0.05 },
        };
        var watched = WatchJson.Of(await new WatchService(workspace.Context).RunAsync(request, Cancellation));
        var cases = new WatchCases(workspace.Context);
        var id = (string)watched["findings"]![0]!["id"]!;
        await cases.AnswerAsync(await cases.AppealAsync(id, "a", "No.", Cancellation), "desk", "lowered", "Yes.", Cancellation);
        var audit = await new CutoffAudit(workspace.Context).RunAsync(new CutoffRequest("acme") { Record = false }, Cancellation);

        // A canary is committed to, found in a file and opened from its leaf.
        var canaries = new CanaryService(workspace.Context);
        var file = Path.Combine(files.Path, "canaries.json");
        var (leaf, made) = await canaries.MakeAsync("answers", 2, file, Cancellation);
        var opened = Assert.Single(await canaries.InTextAsync(file, $"Somebody's text. {made[1].Text} And more.", Cancellation));
        var canary = $"{opened.Number} {opened.Leaf == leaf} {opened.Text == made[1].Text}";
        return (watched, (await cases.ReadAsync(Cancellation)).Find(id).State, CutoffJson.Of(audit).ToJsonString(), canary, await ShardsAsync(workspace.Context, request));
    }

    /// <summary>The findings of two shards of the exchanges.</summary>
    private static async Task<string> ShardsAsync(WorkspaceContext context, WatchRequest request)
    {
        var shards = new WatchShards(context);
        for (string? after = null; ;)
        {
            var parts = Enumerable.Range(1, 2).Select(i => Path.Combine(context.DataDirectory, $"part-{i}")).ToArray();
            foreach (var (part, i) in parts.Select((p, i) => (p, i)))
            {
                await shards.WriteAsync(request, i + 1, 2, after, part, Cancellation);
            }

            after = Path.Combine(context.DataDirectory, "merged");
            if ((await shards.MergeAsync(parts, after, "someone", record: false, Cancellation)).Report is { } report)
            {
                return report["findings"]!.ToJsonString();
            }
        }
    }
}
