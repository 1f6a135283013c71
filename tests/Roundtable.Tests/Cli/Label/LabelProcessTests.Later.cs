using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Models;
using Roundtable.Workspace;
using Roundtable.Workspace.Gold;

namespace Roundtable.Tests.Cli.Label;

/// <summary>What comes after the first labels, or after a stop: resuming, the queue for people, restoring from the log, who is told of the end.</summary>
public sealed partial class LabelProcessTests
{
    [Fact]
    public async Task Runs_resume_makes_the_labels_with_the_promise_that_was_asked_for()
    {
        await ItemsAsync(30);
        var dry = await LabelAsync("rows.jsonl", "-m", "open/good", "-m", "open/fair", "--promise", "0.8", "--out", "run", "--dry-run");
        Assert.Equal((ExitCode.Ok, false), (dry.Code, File.Exists(Path.Combine(_data.FullName, "run", "labels.jsonl"))));

        // Of twenty answers of sixty no labels are made, and the run stays as it is.
        var early = await RunAsync("label", "--recompute", "run");
        Assert.Equal((ExitCode.Usage, ""), (early.Code, early.Out));
        Assert.Contains("is not finished: 'roundtable label --resume ", early.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_data.FullName, "run", "labels.jsonl")));
        var resumed = await RunAsync("runs", "resume", "run", "--json");
        Assert.True(resumed.Code == ExitCode.Ok, resumed.Error);
        var report = JsonElement.Parse(resumed.Out).GetProperty("report");
        Assert.Equal(30, report.GetProperty("items").GetInt32());
        Assert.Equal("not-possible", report.GetProperty("promise").GetProperty("kind").GetString());
        Assert.Equal(60, _server.Requests.Count);
    }

    [Fact]
    public async Task Labels_fill_a_queue_for_people_once_and_only_after_what_was_drawn_is_labelled()
    {
        await ItemsAsync(60);
        var drawn = JsonElement.Parse((await LabelAsync("rows.jsonl", "-m", "open/good", "-m", "open/poor", "--gold", "20", "--queue", "7", "--out", "run", "--json")).Out);
        Assert.Equal("draw", Assert.Single(drawn.GetProperty("gold").EnumerateArray()).GetProperty("origin").GetString());
        await LabelGoldAsync(drawn.GetProperty("gold")[0].GetProperty("sheet").GetString()!);
        var made = JsonElement.Parse((await RunAsync("label", "--recompute", "run", "--json")).Out);
        Assert.Equal(["draw", "queue"], made.GetProperty("gold").EnumerateArray().Select(g => g.GetProperty("origin").GetString()));
        var queue = made.GetProperty("gold")[1];
        Assert.Equal((7, 0), (queue.GetProperty("items").GetInt32(), queue.GetProperty("labelled").GetInt32()));

        // As long as it waits there is no other, and the labels rest on nothing of it.
        var again = JsonElement.Parse((await RunAsync("label", "--recompute", "run", "--json")).Out);
        Assert.Equal(2, again.GetProperty("gold").GetArrayLength());
        Assert.Equal(made.GetProperty("leaf").GetInt64(), again.GetProperty("leaf").GetInt64());

        var gold = new GoldService(new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)));
        var (first, second) = (gold.List()[0].Items.Select(i => i.Drawn.Text), gold.List()[1].Items);
        Assert.Empty(first.Intersect(second.Select(i => i.Drawn.Text)));
        Assert.All(second, i => Assert.InRange(i.Panel!.Probability!.Value, 0, 1));
        await LabelGoldAsync(gold.List()[1].Id);
        var more = JsonElement.Parse((await RunAsync("label", "--recompute", "run", "--json")).Out);
        Assert.Equal(3, more.GetProperty("gold").GetArrayLength());
        Assert.Equal(27, more.GetProperty("report").GetProperty("gold").GetProperty("labels").GetInt32());
    }

    [Fact]
    public async Task What_the_panel_says_of_items_that_wait_for_people_leaves_by_no_export_before()
    {
        await ItemsAsync(50);
        var made = JsonElement.Parse((await LabelAsync("rows.jsonl", "-m", "open/good", "--gold", "15", "--queue", "0", "--out", "run", "--json")).Out);
        Assert.Equal(ExitCode.Ok, (await LabelAsync("rows.jsonl", "-m", "open/poor", "--queue", "0", "--out", "other")).Code);
        foreach (var format in (string[])["csv", "jsonl", "parquet"])
        {
            var json = JsonElement.Parse((await RunAsync("runs", "export", "run", "-f", $"out.{format}", "--json")).Out);
            Assert.Equal((50, 15), (json.GetProperty("items").GetInt32(), json.GetProperty("waiting").GetInt32()));
        }

        var sheet = made.GetProperty("gold")[0].GetProperty("sheet").GetString()!;
        var gold = new GoldService(new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)));
        var waiting = gold.Open(sheet).Items.Select(i => i.Drawn.Id).ToHashSet(StringComparer.Ordinal);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "out.jsonl"), Cancellation)).Select(l => JsonElement.Parse(l)).ToList();
        Assert.Equal(waiting, lines.Where(l => l.TryGetProperty("waits", out _)).Select(l => l.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal));
        Assert.All(lines, l => Assert.Equal(waiting.Contains(l.GetProperty("id").GetString()!), l.GetProperty("seats").GetArrayLength() == 0));
        var cells = await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "out.csv"), Cancellation);
        Assert.Equal(15, cells.Count(c => c.EndsWith("(waits),,,,,,", StringComparison.Ordinal)));

        var features = await RunAsync("features", "run", "--out", "features.csv", "--json");
        Assert.Equal((ExitCode.Ok, 15), (features.Code, JsonElement.Parse(features.Out).GetProperty("waiting").GetInt32()));
        Assert.Contains("15 texts wait for people", features.Error, StringComparison.Ordinal);

        var diff = JsonElement.Parse((await RunAsync("runs", "diff", "run", "other", "--json")).Out);
        Assert.Equal((35, 15), (diff.GetProperty("both").GetInt32(), diff.GetProperty("waiting").GetInt32()));
        Assert.DoesNotContain(diff.GetProperty("changes").EnumerateArray(), c => waiting.Contains(c.GetProperty("id").GetString()!));

        await LabelGoldAsync(sheet);
        Assert.Equal(0, JsonElement.Parse((await RunAsync("runs", "export", "run", "-f", "out.csv", "--json")).Out).GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task Gold_and_rules_that_are_gone_come_back_from_the_log_and_make_the_same_labels()
    {
        await ItemsAsync(80);
        var drawn = JsonElement.Parse((await LabelAsync("rows.jsonl", "-m", "open/good", "-m", "open/fair", "-m", "open/poor", "--gold", "40", "--queue", "0", "--out", "run", "--json")).Out);
        await LabelGoldAsync(drawn.GetProperty("gold")[0].GetProperty("sheet").GetString()!);
        var made = JsonElement.Parse((await RunAsync("label", "--recompute", "run", "--json")).Out);
        var files = Directory.EnumerateFiles(Path.Combine(_data.FullName, "rules")).Concat(Directory.EnumerateFiles(Path.Combine(_data.FullName, "gold"), "*.json", SearchOption.AllDirectories))
            .Where(f => Path.GetFileName(f) != "plan.json").ToDictionary(f => f, File.ReadAllBytes, StringComparer.Ordinal);
        Assert.True(files.Count >= 2, string.Join(' ', files.Keys));
        Directory.Delete(Path.Combine(_data.FullName, "rules"), recursive: true);
        Directory.Delete(Path.Combine(_data.FullName, "gold"), recursive: true);

        Assert.Equal(ExitCode.Ok, (await RunAsync("reindex")).Code);

        Assert.All(files, f => Assert.Equal(f.Value, File.ReadAllBytes(f.Key)));
        var again = JsonElement.Parse((await RunAsync("label", "--recompute", "run", "--json")).Out);
        Assert.Equal(made.GetProperty("leaf").GetInt64(), again.GetProperty("leaf").GetInt64());
        Assert.Equal(240, _server.Requests.Count);
    }

    [Fact]
    public async Task Whoever_is_to_be_told_is_told_once_when_the_run_ends()
    {
        await ItemsAsync(25);
        List<(string Body, string Id, string Signature)> received = [];
        await using var hook = await ProviderServer.StartAsync(c =>
        {
            received.Add((ProviderServer.Request(c).GetRawText(), c.Request.Headers["webhook-id"].ToString(), c.Request.Headers["webhook-signature"].ToString()));
            return Task.CompletedTask;
        });
        _program.Variables["ROUNDTABLE_WEBHOOK_SECRET"] = "whsec_" + Convert.ToBase64String(new byte[24]);
        var ran = await LabelAsync(
            "rows.jsonl", "-m", "open/good", "--out", "run", "--notify", "echo \"$ROUNDTABLE_RUN $ROUNDTABLE_RUN_STATE $ROUNDTABLE_RUN_FOLDER\" >> told", "--webhook", $"{hook.Address}told", "--json");
        Assert.True(ran.Code == ExitCode.Ok, ran.Error);
        var run = JsonElement.Parse(ran.Out).GetProperty("run").GetString()!;
        Assert.Equal($"{run} finished {Path.Combine(_data.FullName, "run")}\n", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "told"), Cancellation));
        var (body, id, signature) = Assert.Single(received);
        var message = JsonElement.Parse(body);
        Assert.Equal(("run.finished", run), (message.GetProperty("type").GetString(), message.GetProperty("data").GetProperty("run").GetString()));
        Assert.StartsWith("v1,", signature, StringComparison.Ordinal);
        Assert.NotEmpty(id);

        // What goes wrong with it is told, and is no error of the run.
        var failing = await LabelAsync("rows.jsonl", "-m", "open/fair", "--out", "other", "--notify", "exit 3");
        Assert.Equal(ExitCode.Ok, failing.Code);
        Assert.Contains("The command of --notify ended with code 3.", failing.Error, StringComparison.Ordinal);
        _program.Variables.Remove("ROUNDTABLE_WEBHOOK_SECRET");
        var asked = _server.Requests.Count;
        var wrong = await LabelAsync("rows.jsonl", "-m", "open/poor", "--out", "third", "--webhook", "ftp://hook.example");
        Assert.Contains("is not an address that begins with https://", wrong.Error, StringComparison.Ordinal);
        var unsigned = await LabelAsync("rows.jsonl", "-m", "open/poor", "--out", "third", "--webhook", $"{hook.Address}told");
        Assert.NotEqual(ExitCode.Ok, unsigned.Code);
        Assert.Equal(asked, _server.Requests.Count);
    }
}
