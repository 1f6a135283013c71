using System.Diagnostics;
using System.IO.Pipes;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Tests.Record.Storage;
using Roundtable.Workspace.Live.Postgres;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>A process that appends to a log in a database, reads it, and claims sessions, until it is killed; it tells what it does through a pipe.</summary>
internal sealed class HistoryWorker(NpgsqlConnectionStringBuilder address, string dataDirectory, int worker, string pipe) : IDisposable
{
    /// <summary>Numbers of leaves that one worker has.</summary>
    public const int Numbers = 1_000_000;

    private const int Writers = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly StreamWriter _told = new(new AnonymousPipeClientStream(PipeDirection.Out, pipe)) { AutoFlush = true };
    private readonly SemaphoreSlim _opening = new(1);
    private RecordLog? _log;
    private int _next;

    /// <summary>Runs for ever.</summary>
    public Task RunAsync() =>
        Task.WhenAll([.. Enumerable.Range(0, Writers).Select(_ => Task.Run(AppendAsync)), Task.Run(ReadAsync), Task.Run(ClaimAsync)]);

    public void Dispose()
    {
        _told.Dispose();
        _opening.Dispose();
    }

    private static long Now => Stopwatch.GetTimestamp();

    private void Tell(HistoryEvent e)
    {
        lock (_told)
        {
            _told.WriteLine(e.ToString());
        }
    }

    private async Task AppendAsync()
    {
        while (true)
        {
            RecordLog? log = null;
            var number = (worker * Numbers) + Interlocked.Increment(ref _next);
            try
            {
                log = await OpenAsync();
                Tell(new HistoryEvent.Begun(Now, number));
                var receipt = await DataDirectory.AppendAsync(log, number);
                Tell(new HistoryEvent.Acknowledged(Now, number, receipt.Leaf, receipt.Hash));
            }
            catch (IOException)
            {
                Tell(new HistoryEvent.Failed(Now, number));
                await CloseAsync(log);
                await Task.Delay(_pause);
            }
        }
    }

    private async Task<RecordLog> OpenAsync()
    {
        await _opening.WaitAsync();
        try
        {
            return _log ??= RecordLog.Over(PostgresStore.Open(address, dataDirectory, new LogOptions()), TimeProvider.System);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task CloseAsync(RecordLog? log)
    {
        await _opening.WaitAsync();
        try
        {
            if (log is not null && ReferenceEquals(log, _log))
            {
                _log = null;
                await log.DisposeAsync();
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            try
            {
                using var store = PostgresStore.OpenReadOnly(address, dataDirectory);
                while (true)
                {
                    var before = Now;
                    var size = store.Head.Size;
                    Tell(new HistoryEvent.Sized(before, Now, size));
                    if (store.Read(ILogResources.Checkpoint) is { } published && SignedCheckpoint.Parse(published).Checkpoint is var checkpoint)
                    {
                        Tell(new HistoryEvent.Published(Now, checkpoint.Size, checkpoint.Root));
                    }

                    await Task.Delay(_pause);
                }
            }
            catch (IOException)
            {
                await Task.Delay(_pause);
            }
        }
    }

    private async Task ClaimAsync()
    {
        var random = new Random(worker);
        await using var live = new PostgresLive(address, TimeProvider.System, NullLogger<PostgresLive>.Instance);
        while (true)
        {
            var session = $"s{random.Next(3)}";
            try
            {
                var asked = Now;
                if (await live.BeginAsync(session, default) is { } claim)
                {
                    Tell(new HistoryEvent.Claimed(asked, Now, session));
                    await Task.Delay(random.Next(40));
                    Tell(new HistoryEvent.Released(Now, session));
                    await claim.DisposeAsync();
                }
                else
                {
                    await Task.Delay(_pause);
                }
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                await Task.Delay(_pause);
            }
        }
    }
}
