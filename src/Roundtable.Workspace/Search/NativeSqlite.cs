using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Roundtable.Workspace.Search;

/// <summary>Opens SQLite databases with the system's own library, which is newer than any that packages bring here.</summary>
public static class NativeSqlite
{
    private static readonly Lazy<bool> _ready = new(Prepare);

    /// <summary>Opens a database file, and makes it where it does not exist.</summary>
    /// <exception cref="SqliteException">When it is not a database, or cannot be opened.</exception>
    public static SqliteConnection Open(string path)
    {
        _ = _ready.Value;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static bool Prepare()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0") : IntPtr.Zero;
}
