using System.Text;
using Npgsql;
using Roundtable.Models.Http;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;
using Roundtable.Record.Witnesses;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Keys;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Workspace.Logs;

/// <summary>Opens the log that an workspace means: that of a database where one is named, else that of the data directory.</summary>
public static class LogAccess
{
    /// <summary>
    /// The environment variable with a secret key to sign checkpoints with, the URI of one in a PKCS#11 module, or the path of a file that holds either.
    /// </summary>
    public const string KeyVariable = "ROUNDTABLE_LOG_KEY";

    /// <summary>The environment variable with the path of a policy: the witnesses that cosign the log's checkpoints.</summary>
    public const string PolicyVariable = "ROUNDTABLE_LOG_POLICY";

    /// <summary>
    /// The environment variable with the name of a log that is about to be made, by which its checkpoints are known: a URL without its scheme, as in
    /// <c>example.org/log</c>. A log that exists keeps its own.
    /// </summary>
    public const string OriginVariable = "ROUNDTABLE_LOG_ORIGIN";

    /// <summary>The longest name in bytes of UTF-8: what an ML-DSA-44 cosignature has room for.</summary>
    private const int MaxOrigin = 255;

    private static readonly TimeSpan _witnessLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>The environment variable with the address of a database, for <c>--store</c>.</summary>
    public const string StoreVariable = "ROUNDTABLE_STORE";

    /// <summary>Opens the log for reading.</summary>
    public static Task<LogStore> ReadAsync(WorkspaceContext workspace, CancellationToken cancellation) =>
        Task.Run(() => Read(workspace), cancellation);

    private static LogStore Read(WorkspaceContext workspace) =>
        Database(workspace) is { } address ? PostgresStore.OpenReadOnly(address, workspace.DataDirectory) : FileStore.OpenReadOnly(workspace.DataDirectory);

    /// <summary>Opens the log for reading; null where it cannot be read, for those who can do without.</summary>
    public static LogStore? TryRead(WorkspaceContext workspace)
    {
        try
        {
            return Read(workspace);
        }
        catch (Exception e) when (e is IOException or DamagedLogException or WorkspaceException)
        {
            return null;
        }
    }

    /// <summary>Opens the log for reading, as the library's own type.</summary>
    public static async Task<RecordLog> OpenReadOnlyAsync(WorkspaceContext workspace, CancellationToken cancellation) =>
        RecordLog.Reading(await ReadAsync(workspace, cancellation));

    /// <summary>Opens the log for reading and appending.</summary>
    public static async Task<RecordLog> OpenAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        var options = new LogOptions
        {
            Key = ReadKey(workspace),
            Origin = ReadOrigin(workspace),
            Witnesses = await ReadPolicyAsync(workspace, cancellation),
        };
        var secrets = await LogSecrets.ReadAsync(workspace, cancellation);
        var store = await Task.Run<LogStore>(
            () => Database(workspace) is { } address
                ? PostgresStore.Open(address, workspace.DataDirectory, options)
                : FileStore.Open(workspace.DataDirectory, options),
            cancellation);
        return RecordLog.Over(store, workspace.Time, secrets);
    }

    /// <summary>Opens the log for reading and appending; waits a moment where another process has it.</summary>
    /// <exception cref="LogInUseException">When another process keeps it.</exception>
    public static async Task<RecordLog> OpenPatientlyAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        var until = workspace.Time.GetUtcNow() + _patience;
        while (true)
        {
            try
            {
                return await OpenAsync(workspace, cancellation);
            }
            catch (LogInUseException) when (workspace.Time.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), workspace.Time, cancellation);
            }
        }
    }

    /// <summary>The database that holds the log; null where files do.</summary>
    public static NpgsqlConnectionStringBuilder? Database(WorkspaceContext workspace) =>
        (workspace.StoreAddress ?? workspace.Variables.GetValueOrDefault(StoreVariable)) is { Length: > 0 } address ? PostgresAddress.Parse(address) : null;

    /// <summary>The witnesses that a policy names: the file in the variable, or <c>policy</c> in the data directory.</summary>
    private static async Task<CosignatureClient?> ReadPolicyAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        var given = workspace.Variable(PolicyVariable);
        var path = given ?? Path.Combine(workspace.DataDirectory, "policy");
        if (given is null && !File.Exists(path))
        {
            return null;
        }

        var configuration = RoundtableConfiguration.Empty;
        try
        {
            configuration = await RoundtableConfiguration.LoadAsync(workspace, cancellation);
        }
        catch (WorkspaceException)
        {
            // Contents are not recorded then; what is, such as a deletion, is cosigned as far as witnesses are reached without the configured way out.
        }

        return new CosignatureClient(PolicyFile.Read(path)!, OutgoingHttp.Client(configuration.WayOut.Settings(workspace.Variables), _witnessLimit));
    }

    /// <summary>Reads the key that checkpoints are signed with, as far as there is one.</summary>
    /// <exception cref="WorkspaceException">When the variable holds neither a key nor the path of one.</exception>
    /// <exception cref="DamagedLogException">When the key in the data directory cannot be read.</exception>
    public static void CheckKey(WorkspaceContext workspace)
    {
        if (ReadKey(workspace) is null && Database(workspace) is null)
        {
            KeyFile.Read(Path.Combine(workspace.DataDirectory, "keys", "log"));
        }
    }

    /// <summary>The key that checkpoints are signed with where a PKCS#11 module holds it; null where the directory's own file does, or none is there.</summary>
    /// <exception cref="WorkspaceException">When the module or the key in it cannot be used.</exception>
    public static SigningKey? ReadHeldKey(WorkspaceContext workspace)
    {
        if (workspace.Variable(KeyVariable) is not null)
        {
            return ReadKey(workspace);
        }

        var path = KeyPath(workspace);
        return File.Exists(path) && File.ReadAllText(path).Trim() is var text && Pkcs11Uri.Is(text)
            ? Pkcs11Key.Open(workspace, Pkcs11Uri.Parse(text), SignatureType.Ed25519)
            : null;
    }

    /// <summary>The key that checkpoints are signed with, to sign something else in the log's name; null where it is not here.</summary>
    /// <exception cref="WorkspaceException">When the variable holds neither a key nor the path of one, or a module cannot be used.</exception>
    /// <exception cref="DamagedLogException">When the key in the data directory cannot be read.</exception>
    public static SigningKey? ReadSigningKey(WorkspaceContext workspace) => ReadKey(workspace) ?? KeyFile.Read(KeyPath(workspace));

    private static string KeyPath(WorkspaceContext workspace) => Database(workspace) is { } address
        ? PostgresKeys.PathOf(PostgresAddress.Shown(address), workspace.DataDirectory)
        : Path.Combine(workspace.DataDirectory, "keys", "log");

    private static string? ReadOrigin(WorkspaceContext workspace)
    {
        if (workspace.Variable(OriginVariable) is not { } origin)
        {
            return null;
        }

        return VerifierKey.IsName(origin) && !origin.Contains("://", StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(origin) <= MaxOrigin
            ? origin
            : throw new WorkspaceException(
                ErrorKind.Configuration,
                $"{OriginVariable} is not the name of a log: a URL without its scheme is, such as example.org/log, without spaces and plus signs.");
    }

    private static SigningKey? ReadKey(WorkspaceContext workspace)
    {
        if (workspace.Variable(KeyVariable) is not { } given)
        {
            return ReadHeldKey(workspace);
        }

        try
        {
            var text = (File.Exists(given) ? File.ReadAllText(given) : given).Trim();
            return Pkcs11Uri.Is(text) ? Pkcs11Key.Open(workspace, Pkcs11Uri.Parse(text), SignatureType.Ed25519) : SigningKey.Parse(text);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.Configuration, $"{KeyVariable} holds neither a secret key nor the path of a file with one: {e.Message}", e);
        }
    }
}
