using Roundtable.Record.Storage;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Workspace;
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
        return await runs.HeaderAsync(run, TestContext.Current.CancellationToken);
    }

    private static async Task<RunOutcome> WorkAsync(WorkspaceContext workspace, RunFolder folder, CancellationToken stop)
    {
        var service = new RunService(workspace);
        var (seats, source) = await service.ReopenAsync(folder, TestContext.Current.CancellationToken);
        await using var log = await LogAccess.OpenAsync(workspace, TestContext.Current.CancellationToken);
        return await service.ExecuteAsync(new RunExecution(workspace, log), folder, seats, source, log, stop, TestContext.Current.CancellationToken);
    }
}
