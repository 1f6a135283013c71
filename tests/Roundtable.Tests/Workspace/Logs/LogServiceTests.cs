using System.Text;
using Roundtable.Cli.Verify;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Workspace.Logs;

public sealed class LogServiceTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LogService Log => new(_workspace.Context);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_leaf_is_shown_with_what_it_commits_to()
    {
        await FillAsync(3);
        var shown = await Log.ShowAsync(2, Cancellation);
        Assert.Equal((2, "r2"), (shown.Index, shown.Leaf.Call));
        Assert.Equal("o 2", Encoding.UTF8.GetString(shown.Opened!["output"].Content!));
        var json = shown.Json();
        Assert.Equal("o 2", Encoding.UTF8.GetString(Convert.FromBase64String((string)json["opened"]!["output"]!["bytes"]!)));
        Assert.Equal(shown.Leaf.Commitments["output"], new Opening(shown.Opened["output"].Opening.Content, shown.Opened["output"].Opening.Salt).Commitment);
        await using var log = await _workspace.OpenLogAsync();
        await foreach (var logged in log.ReadAsync(2, Cancellation))
        {
            Assert.Equal(logged.Hash.ToString(), (string?)json["hash"]);
        }
    }

    [Fact]
    public async Task What_was_erased_cannot_be_opened_and_says_so()
    {
        await FillAsync(2);
        var before = await Log.ShowAsync(1, Cancellation);
        await using (var log = await _workspace.OpenLogAsync())
        {
            Digest[] gone = [.. before.Opened!.Values.Select(o => o.Opening.Content), before.Leaf.OpenedBy!.Value];
            var list = Encoding.UTF8.GetBytes($"[{string.Join(',', gone.Select(d => $"\"{d}\""))}]");
            await log.AppendAsync(new Leaf { Kind = LeafKind.Deletion, Time = DateTimeOffset.UnixEpoch, Session = "s", Document = Digest.Of(list) }, [list], Cancellation);
            await log.EraseAsync(gone, Cancellation);
        }

        var after = await Log.ShowAsync(1, Cancellation);
        Assert.Null(after.Opened);
        Assert.Null(after.Json()["opened"]);
        Assert.NotEmpty(after.Leaf.Commitments);
        Assert.NotNull((await Log.ShowAsync(0, Cancellation)).Opened);
    }

    [Theory]
    [InlineData(-1, "The log has no leaf -1; its leaves are 0 to 1.")]
    [InlineData(2, "The log has no leaf 2; its leaves are 0 to 1.")]
    public async Task A_leaf_that_there_is_not_is_refused(long leaf, string message)
    {
        await FillAsync(2);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => Log.ShowAsync(leaf, Cancellation));
        Assert.Equal((ErrorKind.NotFound, message), (error.Kind, error.Message));
        Assert.Equal(message, (await Assert.ThrowsAsync<WorkspaceException>(() => Log.ProveAsync(leaf, [], _workspace.Write("p", ""), Cancellation))).Message);
    }

    [Fact]
    public async Task After_a_kept_checkpoint_the_counts_are_of_the_leaves_that_were_read_and_say_so()
    {
        await FillAsync(3);
        var kept = KeptCheckpoint.Read(_workspace.Write("kept", (await Log.PublishAsync(Cancellation)).Checkpoint));
        await using (var log = await _workspace.OpenLogAsync())
        {
            await log.AppendAsync(new Leaf { Kind = LeafKind.SessionOpened, Time = DateTimeOffset.UnixEpoch, Session = "t", Simulated = true }, [], Cancellation);
            await log.AppendAsync(new Leaf { Kind = LeafKind.SessionOpened, Time = DateTimeOffset.UnixEpoch, Session = "u" }, [], Cancellation);
        }

        await Log.PublishAsync(Cancellation);
        var all = await Log.VerifyAsync([], null, null, null, Cancellation);
        Assert.Equal((5, 0, 15, 1), (all.Leaves, all.NotRead, all.Contents, all.Simulated));
        Assert.Equal("5 leaves, 15 contents", VerificationText.Counts(all));
        Assert.Null(VerificationJson.Of(all)["notRead"]);

        var later = await Log.VerifyAsync([], kept, null, null, Cancellation);
        Assert.Null(later.Damage);
        Assert.Equal((5, 3, 15, 1, all.Root), (later.Leaves, later.NotRead, later.Contents, later.Simulated, later.Root));
        Assert.Equal(
            "5 leaves, 15 contents; it begins with the 3 of the checkpoint that was kept, which were not read again: 2 leaves since then",
            VerificationText.Counts(later));
        Assert.Equal(" 1 leaf of those since then is SIMULATED: a rehearsal panel spoke, no model.", VerificationText.Simulated(later));
        Assert.Equal(3, (long?)VerificationJson.Of(later)["notRead"]);
    }

    [Fact]
    public async Task A_log_that_no_longer_has_what_was_kept_is_damaged()
    {
        await FillAsync(2);
        var kept = KeptCheckpoint.Read(_workspace.Write("kept", (await Log.PublishAsync(Cancellation)).Checkpoint));
        using var other = new SampleWorkspace();
        await using (var log = await other.OpenLogAsync())
        {
            await DataDirectory.AppendAsync(log, 9);
        }

        var found = await new LogService(other.Context).VerifyAsync([], kept, null, null, Cancellation);
        Assert.NotNull(found.Damage);
        Assert.Equal("0 leaves", VerificationText.LeavesRead(found));
    }

    [Fact]
    public async Task What_is_published_is_served_while_the_log_is_written()
    {
        await FillAsync(2);
        await Log.PublishAsync(Cancellation);
        await using var writing = await _workspace.OpenLogAsync();
        using var published = await Log.OpenPublishedAsync(Cancellation);
        Assert.StartsWith("2", Encoding.UTF8.GetString(published.Resources.Read(ILogResources.Checkpoint)!).Split('\n')[1], StringComparison.Ordinal);
        Assert.NotNull(published.Resources.Read("keys"));
        Assert.Null(published.Resources.Read("../keys/log"));
    }

    [Fact]
    public async Task An_export_that_fails_leaves_the_older_file()
    {
        var path = _workspace.Write("log.tar", "older");
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => Log.ExportAsync(path, _ => true, null, Cancellation));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        await FillAsync(2);
        await Log.PublishAsync(Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Log.ExportAsync(path, _ => throw new InvalidOperationException(), null, Cancellation));
        Assert.Equal("older", await File.ReadAllTextAsync(path, Cancellation));
        Assert.False(File.Exists(path + ".new"));
        Assert.Equal(10, (await Log.ExportAsync(path, _ => true, null, Cancellation)).Contents);
    }

    private async Task FillAsync(int leaves)
    {
        await using var log = await _workspace.OpenLogAsync();
        for (var i = 0; i < leaves; i++)
        {
            await DataDirectory.AppendAsync(log, i);
        }
    }
}
