using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Diagnostics;

namespace Roundtable.Tests.Workspace.Diagnostics;

/// <summary>What <c>roundtable doctor</c> finds.</summary>
public sealed class WorkspaceCheckTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("roundtable-");

    private string Data => Path.Combine(_home.FullName, "data");

    [Fact]
    public async Task Where_nothing_was_asked_yet_nothing_fails_and_nothing_is_created()
    {
        var found = await ExamineAsync(_now);
        Assert.DoesNotContain(found, d => d.Health == Health.Failed);
        Assert.Equal(["icu", "disk", "permissions", "keys", "log", "clock", "configuration", "models"], found.Select(d => d.Subject));
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_clock_behind_the_log_fails()
    {
        await WriteLeafAsync();
        Assert.Equal(Health.Ok, One(await ExamineAsync(_now), "clock").Health);
        var behind = One(await ExamineAsync(_now.AddDays(-1)), "clock");
        Assert.Equal(Health.Failed, behind.Health);
        Assert.NotNull(behind.Fix);
    }

    [Fact]
    public async Task A_damaged_key_and_a_damaged_configuration_fail()
    {
        await WriteLeafAsync();
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "log"), "nonsense");
        Directory.CreateDirectory(Path.Combine(_home.FullName, "roundtable"));
        await File.WriteAllTextAsync(Path.Combine(_home.FullName, "roundtable", "roundtable.yaml"), "connections: [");
        var found = await ExamineAsync(_now);
        Assert.Equal(Health.Failed, One(found, "keys").Health);
        Assert.DoesNotContain("nonsense", One(found, "keys").Found, StringComparison.Ordinal);
        Assert.Equal(Health.Failed, One(found, "configuration").Health);
    }

    [Fact]
    public async Task Keys_that_others_can_read_are_warned_of()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has no such modes
        }

        await WriteLeafAsync();
        Assert.Equal(Health.Ok, One(await ExamineAsync(_now), "permissions").Health);
        File.SetUnixFileMode(Data, (UnixFileMode)Convert.ToInt32("755", 8));
        File.SetUnixFileMode(Path.Combine(Data, "keys"), (UnixFileMode)Convert.ToInt32("755", 8));
        var open = One(await ExamineAsync(_now), "permissions");
        Assert.Equal(Health.Warning, open.Health);
        Assert.Contains("keys", open.Found, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _home.Delete(recursive: true);

    private static Diagnosis One(IEnumerable<Diagnosis> found, string subject) => Assert.Single(found, d => d.Subject == subject);

    private async Task WriteLeafAsync()
    {
        await using var log = await RecordLog.OpenAsync(Data, new FixedTime(_now), TestContext.Current.CancellationToken);
        await log.AppendAsync(new Leaf { Kind = LeafKind.SessionOpened, Time = _now, Session = "s" }, [], TestContext.Current.CancellationToken);
    }

    private Task<IReadOnlyList<Diagnosis>> ExamineAsync(DateTimeOffset now) => new WorkspaceCheck(new WorkspaceContext(
        Data, null, null, new FixedTime(now), new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = _home.FullName })).ExamineAsync(TestContext.Current.CancellationToken);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
