using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Record.Files;
using Roundtable.Workspace.Live;

namespace Roundtable.Tests.Workspace.Live;

/// <summary>What a newer server left in the data directory is not this one's to finish, to believe or to tidy up.</summary>
public sealed class LiveMemoryVersionTests : IDisposable
{
    private const string Session = "0123456789abcd";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-live-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_session_of_a_newer_server_is_neither_run_nor_ended()
    {
        var marker = Write("running", Session, "roundtable/running/v2\nmore\n");
        var live = new LiveMemory(_data.FullName, TimeProvider.System, NullLogger<LiveMemory>.Instance);
        await Assert.ThrowsAsync<NewerFormatException>(() => live.ClaimAsync(Session, Cancellation));
        await Assert.ThrowsAsync<NewerFormatException>(() => live.BeginAsync(Session, Cancellation));
        await Assert.ThrowsAsync<NewerFormatException>(() => live.EndAsync(Session, Cancellation));
        Assert.Equal([Session], await live.UnfinishedAsync(Cancellation));
        Assert.Equal("roundtable/running/v2\nmore\n", await File.ReadAllTextAsync(marker, Cancellation));
    }

    [Fact]
    public async Task A_marker_that_is_being_written_is_no_session()
    {
        Write("running", Session + ".new", "");
        using var held = new FileStream(Path.Combine(_data.FullName, "running", Session + ".new"), FileMode.Open, FileAccess.Write, FileShare.None);
        var live = new LiveMemory(_data.FullName, TimeProvider.System, NullLogger<LiveMemory>.Instance);
        Assert.Empty(await live.UnfinishedAsync(Cancellation));
        await using var claim = await live.BeginAsync("fedcba98765432", Cancellation);
        Assert.Equal(["fedcba98765432"], await live.UnfinishedAsync(Cancellation));
    }

    [Fact]
    public async Task A_marker_of_before_is_taken_up_and_gone_at_the_end()
    {
        var marker = Write("running", Session, "");
        var live = new LiveMemory(_data.FullName, TimeProvider.System, NullLogger<LiveMemory>.Instance);
        await using (Assert.IsAssignableFrom<ILiveClaim>(await live.ClaimAsync(Session, Cancellation)))
        {
            await live.EndAsync(Session, Cancellation);
        }

        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task Old_keys_go_unless_a_newer_server_wrote_them()
    {
        var newer = Write("idempotency", "newer", "roundtable/idempotency/v2\nmore\n");
        var old = Write("idempotency", "old", "request session");
        var live = new LiveMemory(_data.FullName, TimeProvider.System, NullLogger<LiveMemory>.Instance);
        foreach (var path in (string[])[newer, old])
        {
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3));
        }

        Assert.Equal(("request", Session), await live.RememberAsync("key", "request", Session, Cancellation));
        Assert.Equal(("request", Session), await live.RememberAsync("key", "another", "another", Cancellation));
        Assert.False(File.Exists(old));
        Assert.Equal("roundtable/idempotency/v2\nmore\n", await File.ReadAllTextAsync(newer, Cancellation));
        await live.ForgetAsync("key", Cancellation);
        Assert.Equal(("another", "another"), await live.RememberAsync("key", "another", "another", Cancellation));
    }

    private string Write(string folder, string name, string text)
    {
        var path = Path.Combine(_data.FullName, folder, name);
        PrivateFiles.Replace(path, System.Text.Encoding.UTF8.GetBytes(text));
        return path;
    }
}
