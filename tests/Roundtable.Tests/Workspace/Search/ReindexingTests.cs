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
        var changed = (await File.ReadAllTextAsync(store.PathOf(ids[3]), Cancellation)).Replace("\"simulated\":true", "\"simulated\":false", StringComparison.Ordinal) + " ";
        await File.WriteAllTextAsync(store.PathOf(ids[3]), changed, Cancellation);
        using (var log = FileStore.OpenReadOnly(_data.FullName))
        {
            Assert.Equal([(store.PathOf(ids[2]), true), (store.PathOf(ids[1]), false), (store.PathOf(ids[0]), true), (store.PathOf(ids[3]), true)], ClosedSessions.Check(log, store, Cancellation).Select(f => (f.File, f.IsDamage)));
        }

        var workspace = new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>());
        var result = await new Reindexing(workspace).RunAsync(null, Cancellation);

        Assert.Equal([ids[0]], result.Newer);
        Assert.Equal([ids[2], ids[1], ids[3]], result.Restored);
        Assert.Equal(changed, await File.ReadAllTextAsync(store.PathOf(ids[3]) + ".damaged", Cancellation));
        Assert.Equal(text, await File.ReadAllTextAsync(store.PathOf(ids[0]), Cancellation));
        Assert.False(File.Exists(store.PathOf(ids[0]) + ".damaged"));
        Assert.All(ids[1..], id => Assert.Equal(SessionJson.Write(SampleSessions.ClosedDebate(id)), File.ReadAllBytes(store.PathOf(id))));
    }

    /// <summary>No file of the data directory has it any more: neither packs, journal, session files, nor the search index with all that SQLite keeps beside it.</summary>
    [Fact]
    public async Task What_is_erased_is_in_no_file_of_the_data_directory()
    {
        const string said = "Consent was never asked for";
        var store = new SessionStore(_data.FullName);
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        foreach (var id in (string[])["first000000000", "second00000000"])
        {
            await store.SaveAsync(log, SampleSessions.ClosedDebate(id), Cancellation);
        }

        using (var index = SessionIndex.Open(_data.FullName))
        {
            index.CatchUp(store, () => null, null, Cancellation);
            Assert.NotEmpty(PlantedText.Files(_data.FullName, said));
            foreach (var id in (string[])["first000000000", "second00000000"])
            {
                await Erasure.EraseAsync(log, store, id, TimeProvider.System, Cancellation);
                SessionIndex.Erase(_data.FullName, id); // while another connection is open
            }
        }

        Assert.Empty(PlantedText.Files(_data.FullName, said));
        Assert.Empty(PlantedText.Files(_data.FullName, "Consent"));
        Assert.Empty(ClosedSessions.Check(log.Store, store, Cancellation));
    }

    /// <summary>SQLite keeps its write-ahead log for those who read; what is in it is not erased.</summary>
    [Fact]
    public async Task An_index_that_is_being_read_is_not_said_to_have_forgotten_before_it_has()
    {
        var store = new SessionStore(_data.FullName);
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        await store.SaveAsync(log, SampleSessions.ClosedDebate("first000000000"), Cancellation);
        using (var index = SessionIndex.Open(_data.FullName))
        {
            index.CatchUp(store, () => null, null, Cancellation);
        }

        using var reader = SqliteFile.Open(Path.Combine(_data.FullName, SessionIndex.FileName));
        using (var reading = reader.BeginTransaction(System.Data.IsolationLevel.Unspecified, deferred: true))
        {
            Assert.Equal(1, reader.Scalar("SELECT count(*) FROM sessions"));
            var error = Assert.Throws<IOException>(() => SessionIndex.EraseWith(_data.FullName, store, "first000000000", TimeSpan.Zero));
            Assert.Contains("being read", error.Message, StringComparison.Ordinal);
            Assert.True(store.Exists("first000000000")); // which tells that there is something to finish
        }

        SessionIndex.EraseWith(_data.FullName, store, "first000000000", TimeSpan.Zero);
        Assert.DoesNotContain(PlantedText.Files(_data.FullName, "Consent"), f => f.StartsWith("index.db", StringComparison.Ordinal));
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
