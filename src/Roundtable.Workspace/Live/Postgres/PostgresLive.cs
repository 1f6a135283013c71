using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Workspace.Live.Postgres;

/// <summary>
/// The live sessions of several servers over one database: who runs a session holds an advisory lock that dies with its
/// connection; what it tells goes through a table, and a notification says that there is more.
/// </summary>
public sealed partial class PostgresLive : ILiveStore, IAsyncDisposable
{
    private const string Told = "roundtable_live";
    private const string Cancel = "roundtable_cancel";
    private const string Erased = "roundtable_erased";

    private readonly NpgsqlDataSource _source;
    private readonly string _location;
    private readonly TimeProvider _time;
    private readonly ILogger<PostgresLive> _logger;
    private readonly ConcurrentDictionary<string, PostgresTail> _tails = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PostgresClaim> _claims = new(StringComparer.Ordinal);
    private readonly Func<Task>? _erased;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _making = new(1);
    private readonly Lazy<Task> _listening;

    /// <summary>Live sessions in the database at an address.</summary>
    /// <param name="address">The database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told when the database is away.</param>
    /// <param name="erased">Is told of sessions that were erased, by this server or another, so that this one's copies go too; null for nobody.</param>
    public PostgresLive(NpgsqlConnectionStringBuilder address, TimeProvider time, ILogger<PostgresLive> logger, Func<Task>? erased = null)
    {
        _erased = erased;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ConnectionString) { MaxPoolSize = 60 });
        _location = PostgresAddress.Shown(address);
        (_time, _logger) = (time, logger);
        var listener = new PostgresListener(_source, _location, [Told, Cancel, Erased], time, logger);
        _listening = new Lazy<Task>(() => Task.Run(() => listener.RunAsync(Heard, _closing.Token)));
    }

    /// <inheritdoc/>
    public async Task<ILiveClaim?> BeginAsync(string session, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation);
        await RunAsync(
            """
            DELETE FROM roundtable.live_events WHERE session IN (SELECT session FROM roundtable.live_sessions WHERE ended < now() - interval '10 minutes');
            DELETE FROM roundtable.live_sessions WHERE ended < now() - interval '10 minutes';
            DELETE FROM roundtable.live_keys WHERE made < now() - interval '2 days'
            """,
            cancellation);
        return await ClaimAsync(PostgresClaim.Begin, session, cancellation);
    }

    /// <inheritdoc/>
    public Task EndAsync(string session, CancellationToken cancellation) => RunAsync(
        "UPDATE roundtable.live_sessions SET ended = now() WHERE session = @session; SELECT pg_notify(@channel, "
            + "@session)", cancellation, ("session", session), ("channel", Told));

    /// <inheritdoc/>
    public async Task EraseAsync(string session, CancellationToken cancellation)
    {
        await RunAsync(
            """
            DELETE FROM roundtable.live_events WHERE session = @session;
            DELETE FROM roundtable.live_sessions WHERE session = @session;
            SELECT pg_notify(@channel, @session), pg_notify(@erased, @session)
            """,
            cancellation,
            ("session", session),
            ("channel", Told),
            ("erased", Erased));
        await RunAsync("VACUUM roundtable.live_events", cancellation);
        await ForgetTailAsync(session);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellation)
    {
        await ReadyAsync(cancellation);
        await using var command = _source.CreateCommand("SELECT session FROM roundtable.live_sessions WHERE ended IS NULL ORDER BY session");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> sessions = [];
        while (await reader.ReadAsync(cancellation))
        {
            sessions.Add(reader.GetString(0));
        }

        return sessions;
    }

    /// <inheritdoc/>
    public async Task<ILiveClaim?> ClaimAsync(string session, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation);
        return await ClaimAsync(PostgresClaim.GoOn, session, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IAsyncEnumerable<IReadOnlyList<LiveEvent>>?> WatchAsync(string session, LiveId? after, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation);
        await using var command = _source.CreateCommand("SELECT run FROM roundtable.live_sessions WHERE session = @session AND run IS NOT NULL");
        command.Parameters.AddWithValue("session", session);
        if (await command.ExecuteScalarAsync(cancellation) is not string run)
        {
            return null;
        }

        // One reader of the database for each session, however many watch.
        var tail = _tails.AddOrUpdate(
            session,
            _ => new PostgresTail(_source, session, run, _time, _logger),
            (_, old) => old.Run.Name == run && old.IsFollowing ? old : new PostgresTail(_source, session, run, _time, _logger));
        await tail.FollowAsync(cancellation);
        return tail.Run.ReadAsync(after is { } id && id.Run == run ? id.Number : 0, cancellation);
    }

    /// <inheritdoc/>
    public async Task<(string Request, string Session)> RememberAsync(string key, string request, string session, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation);
        await using var command = _source.CreateCommand(
            """
            INSERT INTO roundtable.live_keys (key, request, session) VALUES (@key, @request, @session) ON CONFLICT (key) DO NOTHING;
            SELECT request, session FROM roundtable.live_keys WHERE key = @key
            """);
        command.Parameters.AddWithValue("key", key);
        command.Parameters.AddWithValue("request", request);
        command.Parameters.AddWithValue("session", session);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetString(0), reader.GetString(1));
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string key, CancellationToken cancellation) =>
        RunAsync("DELETE FROM roundtable.live_keys WHERE key = @key", cancellation, ("key", key));

    /// <inheritdoc/>
    public Task CancelAsync(string session, CancellationToken cancellation) =>
        RunAsync("SELECT pg_notify(@channel, @session)", cancellation, ("channel", Cancel), ("session", session));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_listening.IsValueCreated)
        {
            await _listening.Value;
        }

        foreach (var tail in _tails.Values)
        {
            await tail.DisposeAsync();
        }

        await _source.DisposeAsync();
        _making.Dispose();
        _closing.Dispose();
    }

    private async Task<ILiveClaim?> ClaimAsync(string sql, string session, CancellationToken cancellation)
    {
        if (await PostgresClaim.TryAsync(_source, sql, session, Told, _time, _logger, cancellation) is not { } claim)
        {
            return null;
        }

        _claims[session] = claim;
        claim.Lost.Register(() => _claims.TryRemove(new KeyValuePair<string, PostgresClaim>(session, claim)));
        return claim;
    }

    /// <summary>Makes the tables where they do not exist, and begins to listen.</summary>
    private async Task ReadyAsync(CancellationToken cancellation)
    {
        if (_listening.IsValueCreated)
        {
            return;
        }

        // Once, however many ask at the same moment.
        await _making.WaitAsync(cancellation);
        try
        {
            if (!_listening.IsValueCreated)
            {
                await using var connection = await _source.OpenConnectionAsync(cancellation);
                await Task.Run(() => PostgresSchema.Make(connection, _location), cancellation);
                _ = _listening.Value;
            }
        }
        finally
        {
            _making.Release();
        }
    }

    private void Heard(string channel, string session)
    {
        if (channel == Told && _tails.TryGetValue(session, out var tail))
        {
            tail.Look();
        }
        else if (channel == Cancel && _claims.TryGetValue(session, out var claim))
        {
            claim.Cancel();
        }
        else if (channel == Erased)
        {
            _ = ForgetAsync(session);
        }
    }

    private async Task ForgetAsync(string session)
    {
        try
        {
            await ForgetTailAsync(session);
            await (_erased?.Invoke() ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is IOException or NpgsqlException or OperationCanceledException)
        {
            NotYetErased(session, e.Message); // the next request looks again
        }
    }

    private ValueTask ForgetTailAsync(string session) => _tails.TryRemove(session, out var tail) ? tail.DisposeAsync() : ValueTask.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session} was erased elsewhere; this server's copy goes when sessions are read next: {Why}")]
    private partial void NotYetErased(string session, string why);

    private async Task RunAsync(string sql, CancellationToken cancellation, params (string Name, string Value)[] parameters)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
