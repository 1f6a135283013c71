using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Log;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Cli.Log;

public sealed class LogCommandTests : IDisposable
{
    private readonly DataDirectory _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_directory_without_a_log_is_in_order()
    {
        var (code, text) = await VerifyAsync(json: false, Path.Combine(_data.Path, "none"));
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("The log is in order: 0 leaves, 0 contents.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_in_order_is_told_with_its_size_and_root()
    {
        await _data.FillAsync(1);
        var (code, text) = await VerifyAsync(json: false);
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("The log is in order: 1 leaf, 5 contents.", text, StringComparison.Ordinal);
        await using var log = await _data.OpenAsync();
        Assert.Contains(log.Root.ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_told_in_text_and_json_and_by_the_exit_code()
    {
        await _data.FillAsync(3);
        var bytes = await File.ReadAllBytesAsync(_data.Pack());
        bytes[bytes.AsSpan().IndexOf("o 2"u8)] ^= 1;
        await File.WriteAllBytesAsync(_data.Pack(), bytes);

        var (code, text) = await VerifyAsync(json: false);
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains("leaf 2", text, StringComparison.Ordinal);
        Assert.Contains(_data.Pack(), text, StringComparison.Ordinal);

        (code, text) = await VerifyAsync(json: true);
        Assert.Equal(ExitCode.CheckFailed, code);
        using var document = JsonDocument.Parse(text);
        Assert.False(document.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(2, document.RootElement.GetProperty("damage").GetProperty("leaf").GetInt64());
        Assert.Equal(_data.Path, document.RootElement.GetProperty("damage").GetProperty("file").GetString());
    }

    /// <summary>A kill after the log had the session and before its file was written, a file that somebody changed, and a session that was cut short.</summary>
    [Fact]
    public async Task Session_files_that_are_missing_or_changed_are_named_and_written_again_from_the_log()
    {
        var store = new SessionStore(_data.Path);
        string[] ids = ["missing00000aa", "changed00000aa", "erased000000aa"];
        await using (var log = await _data.OpenAsync())
        {
            foreach (var id in ids)
            {
                await store.SaveAsync(log, SampleSessions.ClosedDebate(id), Cancellation);
            }

            await log.AppendAsync(new Leaf { Kind = LeafKind.SessionOpened, Time = DateTimeOffset.UnixEpoch, Session = "begun0000000aa" }, [], Cancellation);
            await Erasure.EraseAsync(log, store, ids[2], TimeProvider.System, Cancellation);
        }

        File.Delete(store.PathOf(ids[0]));
        var (code, text) = await RunAsync("verify");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains($"note  {store.PathOf(ids[0])}: it is missing;", text, StringComparison.Ordinal);
        Assert.Contains($"note  {store.PathOf("begun0000000aa")}: the log has the beginning of this session and not its end", text, StringComparison.Ordinal);
        (_, text) = await RunAsync("verify", json: true);
        Assert.Equal(2, JsonElement.Parse(text).GetProperty("notes").GetArrayLength());

        await File.AppendAllTextAsync(store.PathOf(ids[1]), " ", Cancellation);
        (code, text) = await RunAsync("fsck --repair");
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains($"repair  {store.PathOf(ids[0])}: write it again, since the log has the session's document.", text, StringComparison.Ordinal);
        Assert.Contains($"DAMAGE  {store.PathOf(ids[1])}: it is not what the log has of this session", text, StringComparison.Ordinal);
        Assert.False(store.Exists(ids[0]));

        (code, text) = await RunAsync("fsck --repair --yes");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains($"repaired  {store.PathOf(ids[1])}: write it again", text, StringComparison.Ordinal);
        Assert.Contains($"What was replaced is in {store.PathOf(ids[1])}.damaged.", text, StringComparison.Ordinal);
        Assert.All(ids[..2], id => Assert.Equal(SessionJson.Write(SampleSessions.ClosedDebate(id)), File.ReadAllBytes(store.PathOf(id))));
        Assert.False(store.Exists(ids[2]));
        (_, text) = await RunAsync("fsck --repair");
        Assert.Contains("There is nothing that the rest of the log proves", text, StringComparison.Ordinal);
        Assert.Contains("note  " + store.PathOf("begun0000000aa"), text, StringComparison.Ordinal);
    }

    private Task<(int Code, string Text)> VerifyAsync(bool json, string? directory = null) => RunAsync("verify", json, directory);

    private async Task<(int Code, string Text)> RunAsync(string command, bool json = false, string? directory = null)
    {
        using var output = new StringWriter();
        var invocation = new Invocation(
            LogCommand.Create().Parse(command),
            new WorkspaceContext(directory ?? _data.Path, null, null, TimeProvider.System, new Dictionary<string, string>()),
            json,
            Spectre.Console.AnsiConsole.Console,
            output,
            TextWriter.Null);
        var code = command.StartsWith("fsck", StringComparison.Ordinal)
            ? await LogFsck.RunAsync(invocation, Cancellation)
            : await LogVerify.RunAsync(invocation, Cancellation);
        return (code, output.ToString());
    }
}
