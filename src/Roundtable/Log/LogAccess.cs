using Npgsql;
using Roundtable.CommandLine;
using Roundtable.Connections;
using Roundtable.Models.Http;
using Roundtable.Postgres;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;
using Roundtable.Record.Witnesses;
using Roundtable.Verify;

namespace Roundtable.Log;

/// <summary>Opens the log that an invocation means: that of a database where one is named, else that of the data directory.</summary>
internal static class LogAccess
{
    /// <summary>The environment variable with a secret key to sign checkpoints with, or the path of a file that holds one.</summary>
    public const string KeyVariable = "ROUNDTABLE_LOG_KEY";

    /// <summary>The environment variable with the path of a policy: the witnesses that cosign the log's checkpoints.</summary>
    public const string PolicyVariable = "ROUNDTABLE_LOG_POLICY";

    private static readonly TimeSpan _witnessLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>The environment variable with the address of a database, for <c>--store</c>.</summary>
    public const string StoreVariable = "ROUNDTABLE_STORE";

    /// <summary>Opens the log for reading.</summary>
    public static Task<LogStore> ReadAsync(Invocation invocation, CancellationToken cancellation) =>
        Task.Run(() => Read(invocation), cancellation);

    private static LogStore Read(Invocation invocation) =>
        Database(invocation) is { } address ? PostgresStore.OpenReadOnly(address, invocation.DataDirectory) : FileStore.OpenReadOnly(invocation.DataDirectory);

    /// <summary>Opens the log for reading; null where it cannot be read, for those who can do without.</summary>
    public static LogStore? TryRead(Invocation invocation)
    {
        try
        {
            return Read(invocation);
        }
        catch (Exception e) when (e is IOException or DamagedLogException or UserError)
        {
            return null;
        }
    }

    /// <summary>Opens the log for reading, as the library's own type.</summary>
    public static async Task<RecordLog> OpenReadOnlyAsync(Invocation invocation, CancellationToken cancellation) =>
        RecordLog.Reading(await ReadAsync(invocation, cancellation));

    /// <summary>Opens the log for reading and appending.</summary>
    public static async Task<RecordLog> OpenAsync(Invocation invocation, CancellationToken cancellation)
    {
        var options = new LogOptions { Key = ReadKey(invocation), Witnesses = await ReadPolicyAsync(invocation, cancellation) };
        var store = await Task.Run<LogStore>(
            () => Database(invocation) is { } address
                ? PostgresStore.Open(address, invocation.DataDirectory, options)
                : FileStore.Open(invocation.DataDirectory, options),
            cancellation);
        return RecordLog.Over(store, invocation.Time);
    }

    /// <summary>Opens the log for reading and appending; waits a moment where another process has it.</summary>
    /// <exception cref="LogInUseException">When another process keeps it.</exception>
    public static async Task<RecordLog> OpenPatientlyAsync(Invocation invocation, CancellationToken cancellation)
    {
        var until = invocation.Time.GetUtcNow() + _patience;
        while (true)
        {
            try
            {
                return await OpenAsync(invocation, cancellation);
            }
            catch (LogInUseException) when (invocation.Time.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), invocation.Time, cancellation);
            }
        }
    }

    /// <summary>The database that holds the log; null where files do.</summary>
    public static NpgsqlConnectionStringBuilder? Database(Invocation invocation) =>
        (invocation.Parse.GetValue(GlobalOptions.Store) ?? invocation.Variables.GetValueOrDefault(StoreVariable)) is { Length: > 0 } address ? PostgresAddress.Parse(address) : null;

    /// <summary>The witnesses that a policy names: the file in the variable, or <c>policy</c> in the data directory.</summary>
    private static async Task<Cosigning?> ReadPolicyAsync(Invocation invocation, CancellationToken cancellation)
    {
        var given = invocation.Variables.GetValueOrDefault(PolicyVariable) is { Length: > 0 } named ? named : null;
        var path = given ?? Path.Combine(invocation.DataDirectory, "policy");
        if (given is null && !File.Exists(path))
        {
            return null;
        }

        var configuration = await Configuration.LoadAsync(invocation, cancellation);
        return new Cosigning(PolicyOption.Read(path)!, OutgoingHttp.Client(configuration.WayOut.Settings(invocation.Variables), _witnessLimit));
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
