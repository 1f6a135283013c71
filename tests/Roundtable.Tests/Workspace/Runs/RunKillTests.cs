using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Runs;

/// <summary>Runs whose process is killed again and again: nothing is lost, nothing but calls on their way is asked twice, and the files are the same.</summary>
public sealed class RunKillTests
{
    private const int Items = 300;
    private const int MaxInFlight = 12;

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_ends_as_one_that_is_not()
    {
        var kills = TestDepth.Of(10, 100);
        await using var sample = await SampleRun.StartAsync(async c =>
        {
            await Task.Delay(2); // so that a run lasts longer than its process takes to start
            await SampleRun.PicksAsync(c);
        });
        await File.AppendAllTextAsync(Path.Combine(sample.Data, "roundtable.yaml"), "", TestContext.Current.CancellationToken);
        Limit(sample.Data);
        var questions = sample.Questions(Items);
        string[] poll = ["poll", questions, "-m", "lab/one", "-m", "lab/two", "-m", "lab/three", "--yes", "--out", Path.Combine(sample.Data, "run")];
        var random = new Random(7);
        var done = 0;
        var finished = false;
        for (var kill = 0; kill < kills && !finished; kill++)
        {
            var program = new RoundtableProcess(sample.Data);
            var started = sample.Calls;
            using var process = program.Start(
                File.Exists(Path.Combine(sample.Data, "run", RunFolder.HeaderName)) ? ["runs", "resume", Path.Combine(sample.Data, "run")] : poll);
            process.StandardInput.Close();
            _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

            // Killed after so many calls of its own, at whatever it is at then.
            var after = random.Next(1, Items * 3 / kills * 2);
            while (!process.HasExited && sample.Calls < started + after)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            finished = process.HasExited && process.ExitCode == 0;
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            done++;
        }

        var (code, output, error) = await new RoundtableProcess(sample.Data).RunAsync(TestContext.Current.CancellationToken, "runs", "resume", Path.Combine(sample.Data, "run"));
        Assert.True(code == 0, output + error);

        // What was on its way when a process was killed was never recorded; whatever is recorded was asked for once.
        Assert.True(sample.Calls >= Items * 3);
        await using (var log = await sample.OpenLogAsync())
        {
            Dictionary<string, int> recorded = new(StringComparer.Ordinal);
            await foreach (var leaf in log.ReadAsync(0, TestContext.Current.CancellationToken))
            {
                if (leaf.Leaf is { Kind: LeafKind.ModelOutput, Call: { } call })
                {
                    recorded[call] = recorded.GetValueOrDefault(call) + 1;
                }
            }

            Assert.Equal(Items * 3, recorded.Count);
            Assert.All(recorded, r => Assert.Equal(1, r.Value));
            Assert.True(done > 0);
        }

        var folder = RunFolder.Open(Path.Combine(sample.Data, "run"));
        Assert.Equal(Items, folder.Results().Count());

        await using var other = await SampleRun.StartAsync();
        var (whole, _) = await other.RunAsync(SampleRun.Poll(other.Questions(Items)));
        Assert.Equal(SampleRun.Said(whole), SampleRun.Said(folder));
        (code, output, error) = await new RoundtableProcess(sample.Data).RunAsync(TestContext.Current.CancellationToken, "log", "verify");
        Assert.True(code == 0, output + error);
    }

    [Fact]
    public async Task Ctrl_C_ends_in_order_and_the_run_goes_on()
    {
        await using var sample = await SampleRun.StartAsync(async c =>
        {
            await Task.Delay(5);
            await SampleRun.PicksAsync(c);
        });
        Limit(sample.Data);
        using var process = new RoundtableProcess(sample.Data).Start(
            "poll", sample.Questions(Items), "-m", "lab/one", "--yes", "--out", Path.Combine(sample.Data, "run"));
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (sample.Calls < 30)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        using var signal = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 130, await error);
        var folder = RunFolder.Open(Path.Combine(sample.Data, "run"));
        Assert.Equal(RunState.Stopped, RunStatus.Of(folder).State);
        Assert.InRange(sample.Calls, folder.Results().Count(), folder.Results().Count() + (3 * MaxInFlight));
        var before = sample.Calls;
        var (code, output, _) = await new RoundtableProcess(sample.Data).RunAsync(TestContext.Current.CancellationToken, "runs", "resume", "last", "--json");
        Assert.Equal(0, code);
        Assert.Equal(("finished", Items), ((string)JsonNode.Parse(output)!["progress"]!["state"]!, sample.Calls));
        Assert.True(before < Items);
    }

    /// <summary>So few calls at a time that it can be told how many were on their way.</summary>
    private static void Limit(string data)
    {
        var yaml = Path.Combine(data, "roundtable.yaml");
        File.WriteAllText(yaml, File.ReadAllText(yaml).Replace("    models: [one", $"    concurrency: {MaxInFlight}\n    models: [one", StringComparison.Ordinal));
    }
}
