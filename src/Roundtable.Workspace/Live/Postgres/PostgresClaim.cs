using Microsoft.Extensions.Logging;
using Npgsql;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Live.Postgres;

/// <summary>The right to run a session: an advisory lock on a connection of its own, which the database gives back when the connection ends.</summary>
public sealed partial class PostgresClaim : ILiveClaim
{
    /// <summary>Any number, the same in every server: sessions' locks are kept apart from other locks by it.</summary>
    private const int Locks = 0x526F756E;

    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(2);

    private readonly NpgsqlConnection _connection;
    private readonly string _session;
    private readonly string _run;
    private readonly string _channel;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;
    private long _last;

    private PostgresClaim(NpgsqlConnection connection, string session, string run, string channel, TimeProvider time, ILogger logger)
    {
        (_connection, _session, _run, _channel) = (connection, session, run, channel);
        _beating = BeatAsync(time, logger);
    }

    /// <inheritdoc/>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <inheritdoc/>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the right to a session that is new, or was stopped.</summary>
    public const string Begin =
        """
        INSERT INTO roundtable.live_sessions (session, run) SELECT @session, @run WHERE pg_try_advisory_lock(@locks, hashtext(@session))
        ON CONFLICT (session) DO UPDATE SET run = excluded.run, ended = NULL
        """;

    /// <summary>Takes the right to a session that was begun and has not ended.</summary>
    public const string GoOn =
        """
        UPDATE roundtable.live_sessions SET run = @run
        WHERE session = @session AND ended IS NULL AND pg_try_advisory_lock(@locks, hashtext(@session))
        """;

    /// <summary>Takes the right as <paramref name="sql"/> says; null where another connection has it, or the session has ended.</summary>
    public static async Task<PostgresClaim?> TryAsync(
        NpgsqlDataSource source, string sql, string session, string channel, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var run = Guid.CreateVersion7().ToString("N")[^12..];
#pragma warning disable CA2100 // One of the two statements above.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            command.Parameters.AddWithValue("run", run);
            command.Parameters.AddWithValue("session", session);
            command.Parameters.AddWithValue("locks", Locks);
            if (await command.ExecuteNonQueryAsync(cancellation) == 1)
            {
                return new PostgresClaim(connection, session, run, channel, time, logger);
            }

            // The lock may have been taken before it showed that the session has ended, and a pooled connection would keep it.
            await using var unlock = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            await unlock.ExecuteNonQueryAsync(cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Somebody asks the session to stop.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <inheritdoc/>
    public async Task TellAsync(IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            await using var batch = new NpgsqlBatch(_connection);
            foreach (var e in events)
            {
                if (e is SessionEvent.BallotCast { Ballot: var ballot })
                {
                    // Words are for those who hear them: the ballot has them all.
                    Add(batch, "DELETE FROM roundtable.live_events WHERE session = $1 AND run = $2 AND seat = $3", _session, _run, ballot.Seat);
                }

                Add(
                    batch,
                    "INSERT INTO roundtable.live_events (session, run, number, seat, event) VALUES ($1, $2, $3, $4, $5)",
                    _session,
                    _run,
                    ++_last,
                    (object?)(e as SessionEvent.ReasoningDelta)?.Seat ?? DBNull.Value,
                    SessionEventJson.Write(e));
            }

            Add(batch, "SELECT pg_notify($1, $2)", _channel, _session);
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", _connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // With the connection the lock is gone as well.
        }

        await _connection.DisposeAsync();
        await _lost.CancelAsync();
        _gate.Dispose();
        _over.Dispose();
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>Notices a connection that is gone, and with it the right, though nothing is told for a while.</summary>
    private async Task BeatAsync(TimeProvider time, ILogger logger)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_beat, time, _over.Token);
                await _gate.WaitAsync(_over.Token);
                try
                {
                    await using var command = new NpgsqlCommand("SELECT 1", _connection);
                    await command.ExecuteNonQueryAsync(_over.Token);
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            ConnectionLost(logger, _session, e.Message);
            await _lost.CancelAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection by which session {Session} is run here is lost; any server may take it over: {Why}")]
    private static partial void ConnectionLost(ILogger logger, string session, string why);
}
