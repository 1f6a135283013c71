using Microsoft.Data.Sqlite;

namespace Roundtable.Workspace.Sqlite;

/// <summary>Opens SQLite databases with the library that the package brings, which has FTS5.</summary>
public static class SqliteFile
{
    /// <summary>Opens a database file, and creates it where it does not exist.</summary>
    /// <exception cref="SqliteException">It is not a database, or cannot be opened.</exception>
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
