using Microsoft.Extensions.Logging;
using Npgsql;

namespace Roundtable.Workspace.Live.Postgres;

/// <summary>Hears of what others notify; after a lost connection it listens again, and readers look by themselves meanwhile.</summary>
/// <param name="source">The database.</param>
/// <param name="location">Its address without a password.</param>
/// <param name="channels">What it listens to.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when the database is away.</param>
internal sealed partial class PostgresListener(NpgsqlDataSource source, string location, IReadOnlyList<string> channels, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Listens until it is stopped.</summary>
    /// <param name="heard">Is told of each notification: its channel and payload.</param>
    /// <param name="closing">Stops it.</param>
    public async Task RunAsync(Action<string, string> heard, CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(closing);
                connection.Notification += (_, e) => heard(e.Channel, e.Payload);
                await using (var listen = connection.CreateCommand())
                {
#pragma warning disable CA2100 // Names of channels are constants of this program.
                    listen.CommandText = string.Join("; ", channels.Select(c => $"LISTEN {c}"));
#pragma warning restore CA2100
                    await listen.ExecuteNonQueryAsync(closing);
                }

                while (true)
                {
                    await connection.WaitAsync(closing);
                }
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is OperationCanceledException or NpgsqlException or IOException)
            {
                source.Clear(); // idle connections to a server that went away would fail the first requests after it is back
                NotListening(location, e.Message);
                try
                {
                    await Task.Delay(_pause, time, closing);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} is not listened to; the next try is in a second, and readers look by themselves: {Why}")]
    private partial void NotListening(string database, string why);
}
