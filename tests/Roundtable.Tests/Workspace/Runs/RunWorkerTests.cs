using Roundtable.Annotation.Runs;
using Roundtable.Record.Storage;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Runs.Postgres;

namespace Roundtable.Tests.Workspace.Runs;

/// <summary>Workers on several machines share a run through a real PostgreSQL.</summary>
public sealed class RunWorkerTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int Items = 400;

    [Fact]
    public async Task Two_workers_share_a_run_ask_nothing_twice_and_write_the_same_files()
    {
        await using var sample = await SampleRun.StartAsync(async c =>
        {
            await Task.Delay(2);
            await SampleRun.PicksAsync(c);
        });
        var (one, two) = await MachinesAsync(sample);
        var (folder, prepared) = await BeginAsync(one, SampleRun.Poll(sample.Questions(Items)));
        var header = await FindAsync(one, folder.Plan.Id);
        Assert.Null(header);
        var first = WorkAsync(one, folder, default);
        var second = Task.Run(async () =>
        {
            while (await FindAsync(two, folder.Plan.Id) is null)
            {
                await Task.Yield();
            }

            var adopted = await new RunService(two).FindAsync(folder.Plan.Id, TestContext.Current.CancellationToken);
            return (adopted, await WorkAsync(two, adopted, default));
        });

        var outcome = await first;
        var (other, otherOutcome) = await second;

        Assert.Equal((RunState.Finished, RunState.Finished), (outcome.State, otherOutcome.State));
        Assert.Equal(Items * 3, sample.Calls);
        Assert.Equal(SampleRun.Said(folder), SampleRun.Said(other));
        await using var alone = await SampleRun.StartAsync();
        var (whole, _) = await alone.RunAsync(SampleRun.Poll(alone.Questions(Items)));
        Assert.Equal(SampleRun.Said(whole), SampleRun.Said(folder));
    }

    [Fact]
    public async Task What_a_worker_leaves_is_finished_by_another_and_its_answers_are_not_asked_for_again()
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        await using var sample = await SampleRun.StartAsync(async c =>
        {
            if (Interlocked.Increment(ref calls) == 200)
            {
                await stop.CancelAsync();
            }

            await SampleRun.PicksAsync(c);
        });
        var (one, two) = await MachinesAsync(sample);
        var (folder, _) = await BeginAsync(one, SampleRun.Poll(sample.Questions(Items)));
        Assert.Equal(RunState.Stopped, (await WorkAsync(one, folder, stop.Token)).State);

        var adopted = await new RunService(two).FindAsync(folder.Plan.Id, TestContext.Current.CancellationToken);
        Assert.Equal(RunState.Finished, (await WorkAsync(two, adopted, default)).State);

        Assert.Equal(Items * 3, sample.Calls);
        Assert.Equal(Items, adopted.Results().Count());
    }

    [Fact]
    public async Task A_worker_labels_by_the_codebook_that_the_database_has()
    {
        const int items = 300;
        await using var sample = await SampleRun.StartAsync(ProviderLabels.Of(t => t.EndsWith('3') ? "bad" : "good"));
        var (one, two) = await MachinesAsync(sample);
        var codebook = CodebookFile.Read("name: c\ninstructions: How is it?\nclasses:\n  - {name: good, definition: G.}\n  - {name: bad, definition: B.}\n", "c");
        var request = new RunRequest
        {
            Kind = RunKind.Label,
            Items = sample.Write("rows.jsonl", string.Concat(Enumerable.Range(0, items).Select(i => $$"""{"text":"row {{i}}"}""" + "\n"))),
            Template = "{text}",
            Question = new RunQuestion.Choice(codebook.Form.Values),
            Codebook = codebook,
            Seats = [new("lab/one"), new("lab/two")],
            Queue = 0,
        };
        var (folder, _) = await BeginAsync(one, request);
        await using (var runs = await PostgresRuns.OpenAsync(LogAccess.Database(one)!, TestContext.Current.CancellationToken))
        {
            await runs.AddAsync(folder.Plan.Id, folder.Header.Write(), RunCodebook.Bytes(codebook), items, TestContext.Current.CancellationToken);
        }

        var adopted = await new RunService(two).FindAsync(folder.Plan.Id, TestContext.Current.CancellationToken);
        Assert.True(adopted.Header.IsAdopted);
        Assert.Equal(RunState.Finished, (await WorkAsync(two, adopted, default)).State);

        var votes = adopted.Results().SelectMany(r => r.Seats.Select(s => (r.Id, s.Answer))).ToList();
        Assert.Equal(items * 2, votes.Count);
        Assert.All(votes, v => Assert.Equal(new SeatAnswer.Vote((int.Parse(v.Id, System.Globalization.CultureInfo.InvariantCulture) - 1) % 10 == 3 ? 1 : 0), v.Answer));

        // People labelled where the run was begun. The other machine makes the same labels of what is on record of that, and puts nothing before people.
        Assert.Equal(RunState.Finished, (await WorkAsync(one, folder, default)).State);
        await using var log = await LogAccess.OpenAsync(one, TestContext.Current.CancellationToken);
        var gold = new GoldService(one);
        var rows = Enumerable.Range(0, items).Select(i => new GoldItem($"{i + 1}", $"row {i}")).ToAsyncEnumerable();
        var sheet = await gold.DrawAsync(log, new GoldDrawRequest(codebook, 40), rows, TestContext.Current.CancellationToken);
        foreach (var item in sheet.Items)
        {
            await gold.Labelling(sheet.Id).LabelAsync(item.Drawn.Id, "ann", item.Text.EndsWith('3') ? "bad" : "good", TestContext.Current.CancellationToken);
        }

        var here = await new LabelService(one).MakeAsync(new LabelFolder(folder), log, null, TestContext.Current.CancellationToken);
        var there = await new LabelService(two).MakeAsync(new LabelFolder(adopted), log, null, TestContext.Current.CancellationToken);
        Assert.Equal((here.Leaf, 40), (there.Leaf, there.Report!.Gold.Random));
        foreach (var name in (string[])[LabelFolder.LabelsName, LabelFolder.ReportName])
        {
            Assert.Equal(await File.ReadAllTextAsync(folder.FilePath(name), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(adopted.FilePath(name), TestContext.Current.CancellationToken));
        }

        // It cannot know which items wait for people later on: it shows of none what seats said.
        Assert.Empty(new GoldService(two).List());
        Assert.All(WaitingItems.Of(two, adopted).Results(), r => Assert.True(r.Waits));
        Assert.All(WaitingItems.Of(one, folder).Results(), r => Assert.False(r.Waits));
    }

    [Fact]
    public async Task A_worker_that_is_killed_loses_nothing_and_what_it_recorded_is_not_asked_again()
    {
        await using var sample = await SampleRun.StartAsync(async c =>
        {
            await Task.Delay(2);
            await SampleRun.PicksAsync(c);
        });
        var (one, two) = await MachinesAsync(sample);
        List<RoundtableProcess> machines = [.. ((WorkspaceContext[])[one, two]).Select(m =>
        {
            Directory.CreateDirectory(m.DataDirectory);
            var yaml = File.ReadAllText(m.ConfigurationFile!).Replace("models: [one", "concurrency: 8\n    models: [one", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(m.DataDirectory, "roundtable.yaml"), yaml);
            var process = new RoundtableProcess(m.DataDirectory);
            process.Variables[LogAccess.KeyVariable] = m.Variables[LogAccess.KeyVariable];
            return process;
        })];
        var questions = sample.Questions(Items);
        using (var victim = machines[0].Start("poll", questions, "-m", "lab/one", "-m", "lab/two", "-m", "lab/three", "--yes", "--store", one.StoreAddress!))
        {
            victim.StandardInput.Close();
            while (!victim.HasExited && sample.Calls < 500)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            Assert.False(victim.HasExited, victim.HasExited ? await victim.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
            victim.Kill();
            await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var run = Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(one.DataDirectory, "runs"))));
        var (code, _, error) = await machines[1].RunAsync(TestContext.Current.CancellationToken, "runs", "resume", run, "--store", one.StoreAddress!);
        Assert.True(code == 0, error);

        // Eight calls were on their way at most, and answers of some more were not recorded yet: how many depends on what else the machine does.
        Assert.InRange(sample.Calls, Items * 3, (Items * 3) + 100);
        await using var alone = await SampleRun.StartAsync();
        var (whole, _) = await alone.RunAsync(SampleRun.Poll(alone.Questions(Items)));
        Assert.Equal(SampleRun.Said(whole), SampleRun.Said(RunFolders.FindId(two.DataDirectory, run)));
    }

    private async Task<(WorkspaceContext One, WorkspaceContext Two)> MachinesAsync(SampleRun sample)
    {
        var address = await postgres.NewDatabaseAsync();
        var directories = Enumerable.Range(1, 2).Select(i => Path.Combine(sample.Data, $"machine{i}")).ToList();
        await using (await RecordLog.OpenAsync(directories[0], TimeProvider.System, TestContext.Current.CancellationToken))
        {
        }

        var key = (await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(directories[0], "keys")).First(), TestContext.Current.CancellationToken)).Trim();
        var variables = new Dictionary<string, string>(sample.Context.Variables, StringComparer.Ordinal) { [LogAccess.KeyVariable] = key };
        List<WorkspaceContext> machines = [.. directories.Select(d => sample.Context with { DataDirectory = d, StoreAddress = address, Variables = variables })];
        return (machines[0], machines[1]);
    }

    private static async Task<(RunFolder Folder, PreparedRun Prepared)> BeginAsync(WorkspaceContext workspace, RunRequest request)
    {
        var service = new RunService(workspace);
        var prepared = await service.PrepareAsync(request, TestContext.Current.CancellationToken);
        await using var log = await LogAccess.OpenAsync(workspace, TestContext.Current.CancellationToken);
        return (await service.BeginAsync(prepared, log, TestContext.Current.CancellationToken), prepared);
    }

    private static async Task<byte[]?> FindAsync(WorkspaceContext workspace, string run)
    {
        await using var runs = await PostgresRuns.OpenAsync(LogAccess.Database(workspace)!, TestContext.Current.CancellationToken);
        return (await runs.HeaderAsync(run, TestContext.Current.CancellationToken)).Header;
    }

    private static async Task<RunOutcome> WorkAsync(WorkspaceContext workspace, RunFolder folder, CancellationToken stop)
    {
        var service = new RunService(workspace);
        var (seats, source) = await service.ReopenAsync(folder, TestContext.Current.CancellationToken);
        await using var log = await LogAccess.OpenAsync(workspace, TestContext.Current.CancellationToken);
        return await service.ExecuteAsync(new RunExecution(workspace, log), folder, seats, source, log, stop, TestContext.Current.CancellationToken);
    }
}
