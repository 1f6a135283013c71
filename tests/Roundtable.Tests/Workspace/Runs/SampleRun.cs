using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Roundtable.Annotation.Runs;
using Roundtable.Record.Storage;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Runs;

/// <summary>A data directory with three models of one connection, whose server votes for the option that the question says to pick.</summary>
internal sealed partial class SampleRun : IAsyncDisposable
{
    private readonly SampleWorkspace _workspace;

    private SampleRun(SampleWorkspace workspace, ProviderServer server, WorkspaceContext context) => (_workspace, Server, Context) = (workspace, server, context);

    public ProviderServer Server { get; }

    public WorkspaceContext Context { get; }

    public string Data => _workspace.Path;

    /// <summary>How many calls the server answered.</summary>
    public int Calls => Server.Requests.Count;

    public static async Task<SampleRun> StartAsync(params Func<HttpContext, Task>[] behaviours)
    {
        var workspace = new SampleWorkspace();
        var server = await ProviderServer.StartAsync(behaviours.Length == 0 ? [c => PicksAsync(c)] : behaviours);
        var yaml = workspace.Write(
            "roundtable.yaml",
            $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one, two, three]\n"
                + "models:\n  lab/one: { input: 1, output: 2 }\n  lab/two: { input: 0.1, output: 0.2 }\n");
        var context = new WorkspaceContext(workspace.Path, yaml, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_LOCAL_PROBES"] = "off",
            ["XDG_CONFIG_HOME"] = workspace.Path,
        });
        return new SampleRun(workspace, server, context);
    }

    /// <summary>Votes for the option that the question says to pick.</summary>
    public static Task PicksAsync(HttpContext context, string served = "served-1") =>
        ProviderAnswers.Says($$"""{"reasoning":"Because.","choice":"{{Picked(context)}}","acceptable":[],"objection":null,"confidence":0.75}""", served)(context);

    /// <summary>The key of the option that the question says to pick.</summary>
    public static string Picked(HttpContext context)
    {
        var text = UserText(ProviderServer.Request(context));
        var wanted = Pick().Match(text).Groups[1].Value;
        return Shown().Matches(text).First(m => m.Groups[2].Value == wanted).Groups[1].Value;
    }

    /// <summary>What the user's message of a request says.</summary>
    public static string UserText(JsonElement request) =>
        request.GetProperty("messages").EnumerateArray().First(m => m.GetProperty("role").GetString() == "user").GetProperty("content").GetString()!;

    /// <summary>The options of a request in the order in which they were shown.</summary>
    public static string Order(JsonElement request) => string.Join(',', Shown().Matches(UserText(request)).Select(m => m.Groups[2].Value));

    /// <summary>A file of questions, each of which says what to pick.</summary>
    public string Questions(int count, string name = "questions.jsonl", int from = 0) => _workspace.Write(name, string.Concat(Enumerable.Range(from, count).Select(i =>
        $$"""{"id":"q{{i}}","question":"Number {{i}}: Pick {{(i % 3 == 0 ? "alpha" : i % 3 == 1 ? "beta" : "gamma")}}.","options":["alpha","beta","gamma"]}""" + "\n")));

    public string Write(string name, string text) => _workspace.Write(name, text);

    public static RunRequest Poll(string items) => new()
    {
        Kind = RunKind.Poll,
        Items = items,
        Template = "{question}",
        Question = new RunQuestion.Choice([]),
        OptionsColumn = "options",
        Seats = [new("lab/one"), new("lab/two"), new("lab/three")],
    };

    public async Task<(RunFolder Folder, RunOutcome Outcome)> RunAsync(
        RunRequest request, int? stopAfter = null, Func<string, bool>? mayRead = null, CancellationToken stop = default)
    {
        var service = new RunService(Context);
        var prepared = await service.PrepareAsync(request, TestContext.Current.CancellationToken);
        await using var log = await LogAccess.OpenAsync(Context, TestContext.Current.CancellationToken);
        var folder = await service.BeginAsync(prepared, log, TestContext.Current.CancellationToken);
        var execution = new RunExecution(Context, log) { StopAfter = stopAfter, MayRead = mayRead };
        return (folder, await execution.RunAsync(folder, prepared.Seats, prepared.Source, stop, TestContext.Current.CancellationToken));
    }

    public async Task<RunOutcome> ResumeAsync(RunFolder folder, RunLimits? limits = null)
    {
        folder = limits is null ? folder : folder.WithLimits(limits);
        var (seats, source) = await new RunService(Context).ReopenAsync(folder, TestContext.Current.CancellationToken);
        await using var log = await LogAccess.OpenAsync(Context, TestContext.Current.CancellationToken);
        return await new RunExecution(Context, log).RunAsync(folder, seats, source, default, TestContext.Current.CancellationToken);
    }

    public Task<RecordLog> OpenLogAsync() => LogAccess.OpenAsync(Context, TestContext.Current.CancellationToken);

    /// <summary>The files that say the same whenever a run is made.</summary>
    public static string Said(RunFolder folder) =>
        File.ReadAllText(folder.FilePath(RunFolder.ResultsName)) + File.ReadAllText(folder.FilePath(RunFolder.ReportName));

    /// <summary>The results of a run of which nothing waits for people.</summary>
    public static IEnumerable<(ItemResult Result, bool Waits)> Shown(RunFolder folder) => folder.Results().Select(r => (r, false));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _workspace.Dispose();
    }

    [GeneratedRegex(@"Pick (\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Pick();

    [GeneratedRegex(@"^Option (\w+): (\w+)\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Shown();
}
