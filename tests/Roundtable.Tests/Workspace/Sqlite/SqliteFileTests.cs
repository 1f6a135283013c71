using Microsoft.Data.Sqlite;
using Roundtable.Record.Files;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Tests.Workspace.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private const string Name = "some.db";

    private readonly SampleWorkspace _workspace = new();

    private string Location => Path.Combine(_workspace.Path, Name);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void An_index_that_is_no_database_is_made_again()
    {
        File.WriteAllText(Location, "This is no database at all, and long enough to be looked at as one by whoever opens it as such.");
        File.WriteAllText(Location + "-wal", "left over");
        using var database = SqliteFile.OpenIndex(_workspace.Path, Name, 3, Prepare);
        Assert.Equal(["fresh"], database.Texts("SELECT text FROM texts"));
    }

    [Fact]
    public void A_database_is_its_owners_alone_also_one_that_was_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        for (var opened = 0; opened < 2; opened++)
        {
            using (var database = SqliteFile.Open(Location))
            {
                database.Command("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS texts (text TEXT); INSERT INTO texts VALUES ('said')").ExecuteNonQuery();
                foreach (var file in Directory.GetFiles(_workspace.Path, Name + "*"))
                {
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
                }
            }

            File.SetUnixFileMode(Location, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    [Fact]
    public void An_index_of_a_newer_version_is_neither_read_nor_removed()
    {
        using (var database = SqliteFile.Open(Location))
        {
            database.Command("CREATE TABLE texts (text TEXT); INSERT INTO texts VALUES ('newer'); PRAGMA user_version = 4").ExecuteNonQuery();
        }

        var error = Assert.Throws<NewerFormatException>(() => SqliteFile.OpenIndex(_workspace.Path, Name, 3, Prepare));
        Assert.Equal(Location, error.Path);
        Assert.Throws<NewerFormatException>(() => SqliteFile.RemoveIndex(_workspace.Path, Name, 3));
        using var kept = SqliteFile.Open(Location);
        Assert.Equal(["newer"], kept.Texts("SELECT text FROM texts"));
        Assert.Equal(4, SqliteFile.Version(kept, Location, 4));
    }

    [Fact]
    public void What_cannot_be_made_either_is_told_with_its_path()
    {
        var error = Assert.Throws<IOException>(() => SqliteFile.OpenIndex<int>(_workspace.Path, Name, 3, _ => throw new SqliteException("disk full", 13)));
        Assert.Contains(Location, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Removing_takes_what_SQLite_keeps_beside_it_and_nothing_is_no_mistake()
    {
        SqliteFile.RemoveIndex(_workspace.Path, Name, 3);
        SqliteFile.OpenIndex(_workspace.Path, Name, 3, Prepare).Dispose();
        File.WriteAllText(Location + "-shm", "");
        SqliteFile.RemoveIndex(_workspace.Path, Name, 3);
        Assert.Empty(Directory.GetFiles(_workspace.Path));
    }

    [Fact]
    public void What_comes_from_outside_is_a_value_and_never_SQL()
    {
        using var database = SqliteFile.OpenIndex(_workspace.Path, Name, 3, Prepare);
        database.Command("INSERT INTO texts VALUES ($text)", ("$text", "x'); DROP TABLE texts; --")).ExecuteNonQuery();
        Assert.Equal(2, database.Scalar("SELECT count(*) FROM texts"));
        Assert.Equal(["x'); DROP TABLE texts; --"], database.Texts("SELECT text FROM texts WHERE text = $text", ("$text", "x'); DROP TABLE texts; --")));
    }

    private static SqliteConnection Prepare(string path)
    {
        var database = SqliteFile.Open(path);
        try
        {
            SqliteFile.Version(database, path, 3);
            database.Command("CREATE TABLE IF NOT EXISTS texts (text TEXT); INSERT INTO texts VALUES ('fresh'); PRAGMA user_version = 3").ExecuteNonQuery();
            return SqliteFile.Version(database, path, 3) == 3 ? database : throw new InvalidOperationException();
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
