using Roundtable.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;

namespace Roundtable.Log;

/// <summary>Opens the log that an invocation means: the one of its data directory.</summary>
internal static class LogAccess
{
    /// <summary>The environment variable with a secret key to sign checkpoints with, or the path of a file that holds one.</summary>
    public const string KeyVariable = "ROUNDTABLE_LOG_KEY";

    /// <summary>Opens the log for reading.</summary>
    public static Task<LogStore> ReadAsync(Invocation invocation, CancellationToken cancellation) =>
        Task.Run<LogStore>(() => FileStore.OpenReadOnly(invocation.DataDirectory), cancellation);

    /// <summary>Opens the log for reading, as the library's own type.</summary>
    public static async Task<RecordLog> OpenReadOnlyAsync(Invocation invocation, CancellationToken cancellation) =>
        RecordLog.Reading(await ReadAsync(invocation, cancellation).ConfigureAwait(false));

    /// <summary>Opens the log for reading and appending.</summary>
    public static async Task<RecordLog> OpenAsync(Invocation invocation, CancellationToken cancellation)
    {
        var options = new LogOptions { Key = ReadKey(invocation) };
        var store = await Task.Run(() => FileStore.Open(invocation.DataDirectory, options), cancellation).ConfigureAwait(false);
        return RecordLog.Over(store, invocation.Time);
    }

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
