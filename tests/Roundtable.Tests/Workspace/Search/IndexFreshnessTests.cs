using Roundtable.Tests.Samples;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Search;

public sealed class IndexFreshnessTests
{
    private static readonly DateTime _longAgo = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly ManualTime _time = new();
    private readonly List<TaskCompletionSource> _looked = [new(), new(), new(), new(), new()];
    private int _looks;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_long_as_the_directory_and_the_index_stay_as_they_were_no_file_is_looked_at()
    {
        using var workspace = new SampleWorkspace();
        var (files, fresh) = Settled(workspace);
        await fresh.CatchUpAsync("empty", Cancellation);
        Assert.Equal(1, _looks);
        await fresh.CatchUpAsync("look 1", Cancellation);
        await fresh.CatchUpAsync("look 1", Cancellation);
        Assert.Equal(1, _looks);

        // Whatever else made the index anew, it is not the one that was caught up.
        await fresh.CatchUpAsync("another", Cancellation);
        Assert.Equal(2, _looks);

        // A file more, one less, one in the place of another: each is a change of the directory.
        files.WriteFile("a1", "{}"u8);
        await fresh.CatchUpAsync("look 2", Cancellation);
        Assert.Equal(3, _looks);
    }

    [Fact]
    public async Task A_directory_that_changed_just_now_is_looked_at_each_time_since_it_may_change_again_at_the_same_time()
    {
        using var workspace = new SampleWorkspace();
        var (_, fresh) = Settled(workspace, _time.GetUtcNow().UtcDateTime.AddSeconds(-1));
        await fresh.CatchUpAsync("look 0", Cancellation);
        await fresh.CatchUpAsync("look 1", Cancellation);
        await fresh.CatchUpAsync("look 2", Cancellation);
        Assert.Equal(3, _looks);
    }

    [Fact]
    public async Task What_was_changed_within_a_file_is_noticed_after_a_while_and_nobody_waits_for_it()
    {
        using var workspace = new SampleWorkspace();
        var (_, fresh) = Settled(workspace);
        await fresh.CatchUpAsync("empty", Cancellation);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.True(fresh.CatchUpAsync("look 1", Cancellation).IsCompletedSuccessfully);
        await _looked[1].Task.WaitAsync(Cancellation);
        Assert.Equal(2, _looks);
    }

    [Fact]
    public async Task A_look_that_fails_fails_whoever_waits_for_it_and_the_next_looks_again()
    {
        using var workspace = new SampleWorkspace();
        var files = new SessionStore(workspace.Path);
        files.WriteFile("a0", "{}"u8);
        Directory.SetLastWriteTimeUtc(Path.Combine(workspace.Path, "sessions"), _longAgo);
        var fresh = new IndexFreshness(files, _time, () => _looks++ == 0 ? throw new IOException("The disk is gone.") : ([], "whole"));
        await Assert.ThrowsAsync<IOException>(() => fresh.CatchUpAsync("whole", Cancellation));
        await fresh.CatchUpAsync("whole", Cancellation);
        await fresh.CatchUpAsync("whole", Cancellation);
        Assert.Equal(2, _looks);
    }

    private (SessionStore Files, IndexFreshness Fresh) Settled(SampleWorkspace workspace, DateTime? changed = null)
    {
        var files = new SessionStore(workspace.Path);
        files.WriteFile("a0", "{}"u8);
        Directory.SetLastWriteTimeUtc(Path.Combine(workspace.Path, "sessions"), changed ?? _longAgo);
        return (files, new IndexFreshness(files, _time, () =>
        {
            var look = Interlocked.Increment(ref _looks);
            _looked[look - 1].SetResult();
            return ([], $"look {look}");
        }));
    }
}
