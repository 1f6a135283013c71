using Npgsql;
using Roundtable.CommandLine;
using Roundtable.Postgres;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;

namespace Roundtable.Log;

/// <summary>Opens the log that an invocation means: that of a database where one is named, else that of the data directory.</summary>
internal static class LogAccess
{
    /// <summary>The environment variable with a secret key to sign checkpoints with, or the path of a file that holds one.</summary>
    public const string KeyVariable = "ROUNDTABLE_LOG_KEY";

    /// <summary>The environment variable with the address of a database, for <c>--store</c>.</summary>
    public const string StoreVariable = "ROUNDTABLE_STORE";

    /// <summary>Opens the log for reading.</summary>
    public static Task<LogStore> ReadAsync(Invocation invocation, CancellationToken cancellation) =>
        Task.Run<LogStore>(() => Database(invocation) is { } address ? PostgresStore.OpenReadOnly(address, invocation.DataDirectory) : FileStore.OpenReadOnly(invocation.DataDirectory), cancellation);

    /// <summary>Opens the log for reading, as the library's own type.</summary>
    public static async Task<RecordLog> OpenReadOnlyAsync(Invocation invocation, CancellationToken cancellation) =>
        RecordLog.Reading(await ReadAsync(invocation, cancellation).ConfigureAwait(false));

    /// <summary>Opens the log for reading and appending.</summary>
    public static async Task<RecordLog> OpenAsync(Invocation invocation, CancellationToken cancellation)
    {
        var key = ReadKey(invocation);
        var store = await Task.Run<LogStore>(
            () => Database(invocation) is { } address
                ? PostgresStore.Open(address, invocation.DataDirectory, key)
                : FileStore.Open(invocation.DataDirectory, new LogOptions { Key = key }),
            cancellation).ConfigureAwait(false);
        return RecordLog.Over(store, invocation.Time);
    }

    /// <summary>The database that holds the log; null where files do.</summary>
    public static NpgsqlConnectionStringBuilder? Database(Invocation invocation) =>
        (invocation.Parse.GetValue(GlobalOptions.Store) ?? invocation.Variables.GetValueOrDefault(StoreVariable)) is { Length: > 0 } address ? PostgresAddress.Parse(address) : null;

    private static SigningKey? ReadKey(Invocation invocation)
    {
        if (invocation.Variables.GetValueOrDefault(KeyVariable) is not { Length: > 0 } given)
        {
            return null;
        }

        try
        {
            return SigningKey.Parse((File.Exists(given) ? File.ReadAllText(given) : given).Trim());
        }
        catch (FormatException e)
        {
            throw new UserError(ExitCode.Configuration, $"{KeyVariable} holds neither a secret key nor the path of a file with one: {e.Message}", e);
        }
    }
}
