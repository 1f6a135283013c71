using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Tests.Workspace.Search;

/// <summary>What is rebuilt from the log, and what is left alone.</summary>
public sealed class ReindexingTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-again-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_session_file_of_a_newer_version_stays_byte_for_byte_while_missing_and_damaged_ones_are_restored()
    {
        var store = new SessionStore(_data.FullName);
        string[] ids = ["newer0000000aa", "missing00000aa", "damaged00000aa", "whole0000000aa"];
        await using (var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation))
        {
            foreach (var id in ids)
            {
                await store.SaveAsync(log, SampleSessions.ClosedDebate(id), Cancellation);
            }
        }

        var text = (await File.ReadAllTextAsync(store.PathOf(ids[0]), Cancellation))
            .Replace($"\"format\":{Session.CurrentFormat},", $"\"format\":{Session.CurrentFormat + 1},", StringComparison.Ordinal);
        await File.WriteAllTextAsync(store.PathOf(ids[0]), text, Cancellation);
        File.Delete(store.PathOf(ids[1]));
        await File.WriteAllTextAsync(store.PathOf(ids[2]), "{", Cancellation);

        var workspace = new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>());
        var result = await new Reindexing(workspace).RunAsync(null, Cancellation);

        Assert.Equal([ids[0]], result.Newer);
        Assert.Equal([ids[2], ids[1]], result.Restored);
        Assert.Equal(text, await File.ReadAllTextAsync(store.PathOf(ids[0]), Cancellation));
        Assert.False(File.Exists(store.PathOf(ids[0]) + ".damaged"));
        Assert.All(ids[1..], id => Assert.Equal(SessionJson.Write(SampleSessions.ClosedDebate(id)), File.ReadAllBytes(store.PathOf(id))));
    }

    [Fact]
    public async Task An_index_of_a_newer_version_stays_and_one_that_cannot_be_read_is_made_again()
    {
        var workspace = new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>());
        var path = Path.Combine(_data.FullName, SessionIndex.FileName);
        using (var database = SqliteFile.Open(path))
        {
            using var command = database.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99; CREATE TABLE theirs (x)";
            command.ExecuteNonQuery();
        }

        var newer = await File.ReadAllBytesAsync(path, Cancellation);
        await Assert.ThrowsAsync<NewerFormatException>(() => new Reindexing(workspace).RunAsync(null, Cancellation));
        Assert.Equal(newer, await File.ReadAllBytesAsync(path, Cancellation));

        await File.WriteAllTextAsync(path, "This is not a database, and long enough to be told from one that is empty. ".PadRight(2000, '.'), Cancellation);
        Assert.Equal(0, (await new Reindexing(workspace).RunAsync(null, Cancellation)).Sessions);
        using var again = SqliteFile.Open(path);
        Assert.InRange(SqliteFile.Version(again, path, 99), 1, 98);
    }

    [Fact]
    public async Task The_last_session_is_a_newer_programs_and_whoever_asks_for_it_is_told_so()
    {
        var store = new SessionStore(_data.FullName);
        store.WriteFile("newer0000000aa", System.Text.Encoding.UTF8.GetBytes("""{"format":7}"""));
        var error = Assert.Throws<WorkspaceException>(() => store.Find("last"));
        Assert.Equal(ErrorKind.BadData, error.Kind);
        Assert.DoesNotContain("reindex", error.Message, StringComparison.Ordinal);
        await new Reindexing(new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>())).RunAsync(null, Cancellation);
        Assert.Equal("""{"format":7}""", await File.ReadAllTextAsync(store.PathOf("newer0000000aa"), Cancellation));
    }
}
