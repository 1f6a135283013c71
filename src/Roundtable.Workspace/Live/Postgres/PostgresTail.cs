using Microsoft.Extensions.Logging;
using Npgsql;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Live.Postgres;

/// <summary>Reads what one run of a session tells through the database, for all of this server's readers.</summary>
/// <param name="source">The database.</param>
/// <param name="session">The session's id.</param>
/// <param name="run">Which of its runs.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when the database is away.</param>
public sealed partial class PostgresTail(NpgsqlDataSource source, string session, string run, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _unwatched = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _more = new(0, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _gate = new(1);
    private Task? _following;

    /// <summary>What was read so far.</summary>
    public LiveRun Run { get; } = new(run);

    /// <summary>Whether it reads, or has read to the end.</summary>
    public bool IsFollowing => Run.Ended || _following is not { IsCompleted: true };

    /// <summary>Begins to read; when this returns everything that was told before is there.</summary>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_following is null)
            {
                await ReadAsync(cancellation);
                _following = Task.Run(LoopAsync, CancellationToken.None);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>There may be more.</summary>
    public void Look()
    {
        try
        {
            _more.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is going to look already.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        if (_following is not null)
        {
            await _following;
        }

        Run.End();
    }

    private async Task LoopAsync()
    {
        var (watched, away) = (time.GetTimestamp(), false);
        while (!Run.Ended && !_over.IsCancellationRequested)
        {
            try
            {
                await _more.WaitAsync(_pause, _over.Token);
                await ReadAsync(_over.Token);
                away = false;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                // Readers wait, and it is asked again in a moment.
                if (!away)
                {
                    Away(logger, session, e.Message);
                    away = true;
                }
            }

            watched = Run.Readers > 0 ? time.GetTimestamp() : watched;
            if (time.GetElapsedTime(watched) > _unwatched)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What session {Session} tells cannot be read now; its watchers wait: {Why}")]
    private static partial void Away(ILogger logger, string session, string why);

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var over = true;
        await using (
            var state = new NpgsqlCommand("SELECT run IS DISTINCT FROM $2 OR ended IS NOT NULL FROM roundtable.live_sessions WHERE session = $1", connection))
        {
            state.Parameters.Add(new NpgsqlParameter { Value = session });
            state.Parameters.Add(new NpgsqlParameter { Value = run });
            over = await state.ExecuteScalarAsync(cancellation) is not false;
        }

        List<LiveEvent> events = [];
        await using (
            var command = new NpgsqlCommand(
                "SELECT number, event FROM roundtable.live_events WHERE session = $1 AND run = $2 AND number > $3 ORDER BY number", connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = session });
            command.Parameters.Add(new NpgsqlParameter { Value = run });
            command.Parameters.Add(new NpgsqlParameter { Value = Run.Last });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                events.Add(new LiveEvent(new LiveId(run, reader.GetInt64(0)), SessionEventJson.Read((byte[])reader[1])));
            }
        }

        if (events.Count > 0)
        {
            Run.Take(events);
        }

        if (over)
        {
            Run.End();
        }
    }
}
