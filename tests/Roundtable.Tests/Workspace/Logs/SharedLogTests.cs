using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Workspace.Logs;

public sealed class SharedLogTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Two_users_have_the_same_log_and_it_is_closed_a_moment_after_the_last()
    {
        await using var shared = new SharedLog(_workspace.Context);
        var first = await shared.OpenAsync(Cancellation);
        var second = await shared.OpenAsync(Cancellation);
        Assert.Same(first.Log, second.Log);
        await first.DisposeAsync();
        await first.DisposeAsync(); // twice is once
        _workspace.Time.Advance(TimeSpan.FromSeconds(10));
        await AppendAsync(second.Log);
        await Assert.ThrowsAsync<LogInUseException>(() => _workspace.OpenLogAsync());

        await second.DisposeAsync();
        await Assert.ThrowsAsync<LogInUseException>(() => _workspace.OpenLogAsync());
        await OpenedByAnotherAsync();
    }

    [Fact]
    public async Task It_is_opened_again_when_it_is_wanted_again()
    {
        await using var shared = new SharedLog(_workspace.Context);
        await using (var use = await shared.OpenAsync(Cancellation))
        {
            await AppendAsync(use.Log);
        }

        await OpenedByAnotherAsync();
        await using var again = await shared.OpenAsync(Cancellation);
        await AppendAsync(again.Log);
        Assert.Equal(2, again.Log.Size);
    }

    [Fact]
    public async Task It_tells_whether_anything_but_exchanges_may_have_been_added_also_where_it_was_closed_meanwhile()
    {
        await using var shared = new SharedLog(_workspace.Context);
        var first = await OthersAsync(shared, null);
        var second = await OthersAsync(shared, AppendAsync);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await OthersAsync(shared, AppendExchangeAsync));

        await OpenedByAnotherAsync();
        Assert.Equal(second, await OthersAsync(shared, AppendExchangeAsync));
        await OpenedByAnotherAsync();
        var third = await OthersAsync(shared, AppendAsync);
        Assert.NotEqual(second, third);

        await OpenedByAnotherAsync(AppendAsync);
        Assert.DoesNotContain(await OthersAsync(shared, null), (long[])[first, second, third]);
    }

    [Fact]
    public async Task Closing_the_server_closes_it_at_once()
    {
        await using (var shared = new SharedLog(_workspace.Context))
        {
            await (await shared.OpenAsync(Cancellation)).DisposeAsync();
        }

        await (await _workspace.OpenLogAsync()).DisposeAsync();
    }

    /// <summary>Lets time go on until another can open the log: returning a use and its timer run on other threads.</summary>
    private async Task OpenedByAnotherAsync(Func<RecordLog, Task>? then = null)
    {
        while (true)
        {
            try
            {
                await using var log = await _workspace.OpenLogAsync();
                await (then?.Invoke(log) ?? Task.CompletedTask);
                return;
            }
            catch (LogInUseException)
            {
                Cancellation.ThrowIfCancellationRequested();
                _workspace.Time.Advance(TimeSpan.FromSeconds(3));
                await Task.Yield();
            }
        }
    }

    /// <summary>What it tells, after something was appended.</summary>
    private static async Task<long> OthersAsync(SharedLog shared, Func<RecordLog, Task>? append)
    {
        await using var use = await shared.OpenAsync(Cancellation);
        await (append?.Invoke(use.Log) ?? Task.CompletedTask);
        return use.Others;
    }

    private static Task<Receipt> AppendExchangeAsync(RecordLog log)
    {
        var document = new byte[] { (byte)'{', (byte)'}' };
        return log.AppendAsync(
            new Leaf { Kind = LeafKind.Exchange, Time = DateTimeOffset.UnixEpoch, Call = $"call{log.Size}", Document = Digest.Of(document) }, [document], Cancellation);
    }

    private static Task<Receipt> AppendAsync(RecordLog log) =>
        log.AppendAsync(new Leaf { Kind = LeafKind.SessionOpened, Time = DateTimeOffset.UnixEpoch, Session = "s" }, [], Cancellation);
}
