using Microsoft.Data.Sqlite;
using Roundtable.Record.Files;

namespace Roundtable.Workspace.Sqlite;

/// <summary>Opens SQLite databases with the library that the package brings, which has FTS5.</summary>
public static class SqliteFile
{
    private static readonly string[] _suffixes = ["", "-journal", "-wal", "-shm"];

    /// <summary>Opens a database file, and creates it where it does not exist.</summary>
    /// <exception cref="SqliteException">It is not a database, or cannot be opened.</exception>
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        MakePrivate(path);
        connection.Open();
        return connection;
    }

    /// <summary>
    /// Makes a database, and what SQLite keeps beside it, accessible to its owner only; SQLite gives its other files the mode of the database. A file that
    /// exists is not opened for it: closing it would take away the locks that this process has on it (POSIX, fcntl).
    /// </summary>
    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || path.StartsWith(':'))
        {
            return;
        }

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            if (!File.Exists(path))
            {
                new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = owner }).Dispose();
            }

            foreach (var suffix in _suffixes)
            {
                if (File.Exists(path + suffix) && (File.GetUnixFileMode(path + suffix) & ~owner) != UnixFileMode.None)
                {
                    File.SetUnixFileMode(path + suffix, owner);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // SQLite says what is wrong with it, or it is somebody else's file.
        }
    }

    /// <summary>The version of a database's tables (<c>PRAGMA user_version</c>); 0 where none was set.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="path">Its path, for the error.</param>
    /// <param name="newest">The newest version that this program reads.</param>
    /// <exception cref="NewerFormatException">When the version is newer: the file is not touched.</exception>
    public static long Version(SqliteConnection connection, string path, int newest)
    {
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA user_version";
        var version = (long)check.ExecuteScalar()!;
        return version <= newest ? version : throw new NewerFormatException(path, version, newest);
    }

    /// <summary>Opens an index of a data directory, or makes it. A damaged one is made again: whatever is wrong with it, nothing is lost with it.</summary>
    /// <param name="dataDirectory">The data directory; it is created where it does not exist.</param>
    /// <param name="fileName">Name of the index's file.</param>
    /// <param name="newest">The newest version that this program reads.</param>
    /// <param name="prepare">Opens the file at a path and makes its tables where they are missing.</param>
    /// <exception cref="NewerFormatException">When a newer program made it: it is not touched.</exception>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static T OpenIndex<T>(string dataDirectory, string fileName, int newest, Func<string, T> prepare)
    {
        PrivateFiles.CreateDirectory(dataDirectory);
        var path = Path.Combine(dataDirectory, fileName);
        try
        {
            return prepare(path);
        }
        catch (SqliteException)
        {
            RemoveIndex(dataDirectory, fileName, newest);
            try
            {
                return prepare(path);
            }
            catch (SqliteException e)
            {
                throw new IOException($"The index {path} cannot be written: {e.Message}", e);
            }
        }
    }

    /// <summary>Removes an index of a data directory with all that SQLite keeps beside it.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="fileName">Name of the index's file.</param>
    /// <param name="newest">The newest version that this program reads.</param>
    /// <exception cref="NewerFormatException">When a newer program made it: it stays.</exception>
    public static void RemoveIndex(string dataDirectory, string fileName, int newest)
    {
        var path = Path.Combine(dataDirectory, fileName);
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var database = Open(path);
            Version(database, path, newest);
        }
        catch (SqliteException)
        {
            // What is too damaged to say its version is made again.
        }

        foreach (var suffix in _suffixes)
        {
            File.Delete(path + suffix);
        }
    }
}
