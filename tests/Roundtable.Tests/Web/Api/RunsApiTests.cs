using System.Net;
using System.Text.Json;
using Roundtable.Annotation.Runs;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Web.Api;

/// <summary>Runs over HTTP say what the command line says, and are found by their ids alone.</summary>
public sealed class RunsApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_listed_shown_and_read_item_by_item()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-runs-");
        var run = await PollAsync(data.FullName);
        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);

        var listed = Assert.Single(JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/runs", Cancellation)).EnumerateArray());
        Assert.Equal((run, "finished"), (listed.GetProperty("id").GetString(), listed.GetProperty("progress").GetProperty("state").GetString()));
        var shown = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/runs/{run}", Cancellation));
        Assert.Equal("poll", shown.GetProperty("plan").GetProperty("kind").GetString());
        Assert.Equal(5, shown.GetProperty("report").GetProperty("items").GetInt32());

        using var page = await site.Http.GetAsync($"/api/v1/runs/{run}/items?skip=3&limit=1", Cancellation);
        var item = Assert.Single(JsonElement.Parse(await page.Content.ReadAsStringAsync(Cancellation)).EnumerateArray());
        Assert.Equal(("4", "5"), (item.GetProperty("id").GetString(), page.Headers.GetValues("X-Total-Count").Single()));
        Assert.Equal(5, item.GetProperty("seats").GetArrayLength());

        var events = await site.Http.GetStringAsync($"/api/v1/runs/{run}/events", Cancellation); // the stream ends, for nobody is at the run
        Assert.Contains("event: progress\ndata: {", events, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"finished\"", events, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/runs/nonesuch")]
    [InlineData("/api/v1/runs/nonesuch/items")]
    [InlineData("/api/v1/runs/nonesuch/events")]
    public async Task A_run_that_there_is_not_is_not_found(string path)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var answer = await site.Http.GetAsync(path, Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    /// <summary>A finished run of the simulated panel over five questions.</summary>
    internal static async Task<string> PollAsync(string data)
    {
        var items = Path.Combine(data, "questions.jsonl");
        await File.WriteAllTextAsync(items, string.Concat(Enumerable.Range(0, 5).Select(i => $$"""{"question":"Number {{i}}?","options":["yes","no"]}""" + "\n")), Cancellation);
        var workspace = new WorkspaceContext(data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));
        var prepared = await new RunService(workspace).PrepareAsync(
            new RunRequest { Kind = RunKind.Poll, Items = items, Template = "{question}", Question = new RunQuestion.Choice([]), OptionsColumn = "options", Panel = "rehearsal" },
            Cancellation);
        await using var log = await LogAccess.OpenAsync(workspace, Cancellation);
        var folder = await new RunService(workspace).BeginAsync(prepared, log, Cancellation);
        await new RunExecution(workspace, log).RunAsync(folder, prepared.Seats, prepared.Source, default, Cancellation);
        return folder.Plan.Id;
    }
}
