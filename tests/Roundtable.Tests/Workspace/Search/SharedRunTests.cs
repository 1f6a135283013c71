using Roundtable.Workspace.Search;

namespace Roundtable.Tests.Workspace.Search;

public sealed class SharedRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_ask_at_once_each_gets_a_run_that_began_after_it_asked()
    {
        var runs = 0;
        List<TaskCompletionSource> gates = [new(), new(), new()];
        List<TaskCompletionSource> begun = [new(), new(), new()];
        var shared = new SharedRun<int>(async () =>
        {
            var run = Interlocked.Increment(ref runs);
            begun[run - 1].SetResult();
            await gates[run - 1].Task;
            return run;
        });
        var first = shared.ResultAsync(Cancellation);
        await begun[0].Task.WaitAsync(Cancellation);
        List<Task<int>> meanwhile = [.. Enumerable.Range(0, 200).Select(_ => shared.ResultAsync(Cancellation))];
        gates[0].SetResult();
        Assert.Equal(1, await first);
        await begun[1].Task.WaitAsync(Cancellation);
        var late = shared.ResultAsync(Cancellation);
        gates[1].SetResult();
        Assert.All(await Task.WhenAll(meanwhile), r => Assert.Equal(2, r));
        gates[2].SetResult();
        Assert.Equal(3, await late);
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task A_run_that_fails_fails_its_own_callers_alone_and_one_that_gives_up_stops_nothing()
    {
        var runs = 0;
        var gate = new TaskCompletionSource();
        var shared = new SharedRun<int>(async () =>
        {
            if (Interlocked.Increment(ref runs) == 1)
            {
                await gate.Task;
                throw new IOException("no");
            }

            return runs;
        });
        var first = shared.ResultAsync(Cancellation);
        using var impatient = new CancellationTokenSource();
        var gone = shared.ResultAsync(impatient.Token);
        var second = shared.ResultAsync(Cancellation);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        gate.SetResult();
        await Assert.ThrowsAsync<IOException>(() => first);
        Assert.Equal(2, await second);
        Assert.Equal(3, await shared.ResultAsync(Cancellation));
    }
}
