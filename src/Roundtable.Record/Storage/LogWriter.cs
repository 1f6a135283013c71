using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Storage;

/// <summary>
/// The writer thread. It commits everything that was queued while the store was busy as one group. A dedicated thread, because
/// flushing blocks.
/// </summary>
internal sealed class LogWriter
{
    private readonly WriterQueue _queue = new();
    private readonly LogStore _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan _betweenCheckpoints;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _hasThread;
    private bool _uncovered; // by a checkpoint
    private long _checkpointed;
    private long _others;
    private Exception? _failure;

    public LogWriter(LogStore store, TimeProvider time, StorageSettings settings)
    {
        _store = store;
        _time = time;
        _checkpointed = time.GetTimestamp();
        _betweenCheckpoints = settings.BetweenCheckpoints;
        _hasThread = settings.HasWriterThread;
        if (_hasThread)
        {
            new Thread(Run) { IsBackground = true, Name = "log writer" }.Start();
        }
    }

    /// <summary>Other work on the store, in order with the appends.</summary>
    private sealed record Job(Action Do, TaskCompletionSource Done);

    /// <summary>How many leaves were appended that are no exchanges.</summary>
    public long Others => Volatile.Read(ref _others);

    public Task<Receipt> AppendAsync(PendingAppend append)
    {
        _queue.Add(append);
        return append.Done;
    }

    public Task EraseAsync(IReadOnlyCollection<Digest> contents) => EnqueueJob(() =>
    {
        _store.Publish(); // so that no reader mistakes erased contents for a torn end
        _store.Erase(contents);
    });

    public Task PublishAsync() => EnqueueJob(() =>
    {
        _store.Publish();
        Checkpointed();
    });

    /// <summary>Completes queued work, publishes a checkpoint and ends the thread.</summary>
    public Task CloseAsync()
    {
        _queue.Close();
        if (!_hasThread)
        {
            Drain();
            TryCheckpoint();
            _ended.SetResult();
        }

        return _ended.Task;
    }

    /// <summary>Writes all queued appends, where there is no thread that does.</summary>
    public void Drain()
    {
        while (_queue.TakeAppends() is { Count: > 0 } appends)
        {
            Write([.. appends]);
        }
    }

    private Task EnqueueJob(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_hasThread)
        {
            _queue.Add(new Job(action, done));
        }
        else
        {
            Drain();
            Run(new Job(action, done));
        }

        return done.Task;
    }

    private void Run()
    {
        var group = new List<object>();
        while (Next(ref group))
        {
            for (var i = 0; i < group.Count;)
            {
                if (group[i] is Job job)
                {
                    Run(job);
                    i++;
                    continue;
                }

                var end = i;
                while (end < group.Count && group[end] is PendingAppend)
                {
                    end++;
                }

                Write([.. group[i..end].Cast<PendingAppend>()]);
                i = end;
            }

            group.Clear();
        }

        TryCheckpoint();
        _ended.SetResult();
    }

    /// <summary>Waits for work and takes all of it; false when there will be no more.</summary>
    private bool Next(ref List<object> group)
    {
        while (true)
        {
            if (_queue.TryTake(ref group, _uncovered ? _betweenCheckpoints : Timeout.InfiniteTimeSpan))
            {
                return true;
            }

            if (_queue.IsClosed)
            {
                return false;
            }

            TryCheckpoint();
        }
    }

    private void Write(PendingAppend[] group)
    {
        var committed = false;
        try
        {
            ThrowIfBroken();
            _store.Begin();
            group = [.. group, .. _queue.TakeAppends()];
            var before = (_store.Tree.Size, Root: _store.Tree.Root());
            var good = AppendGroup.Stage(_store, group);
            _store.Commit(good);
            committed = true;
            AppendGroup.Prove(_store, good, before.Size, before.Root);
            if (_store.IsWitnessed)
            {
                _store.Publish();
                Checkpointed();
            }

            Volatile.Write(ref _others, _others + good.Count(g => g.Leaf.Kind != LeafKind.Exchange)); // before anybody is told of them
            for (var i = 0; i < good.Count; i++)
            {
                good[i].Succeed(before.Size + i);
            }
        }
        catch (Exception e)
        {
            if (!committed)
            {
                RollBack(e);
            }

            _failure ??= committed && e is not WitnessesMissingException ? e : null;
            var reported = e is IOException and not WitnessesMissingException or UnauthorizedAccessException ? new LogWriteException(_store.Location, e) : e;
            foreach (var append in group)
            {
                append.Fail(reported);
            }

            return;
        }

        _uncovered = true;
        if (_store.IsCheckpointDue || _time.GetElapsedTime(_checkpointed) >= _betweenCheckpoints)
        {
            TryCheckpoint();
        }
    }

    private void Run(Job job)
    {
        try
        {
            ThrowIfBroken();
            job.Do();
            job.Done.SetResult();
        }
        catch (Exception e)
        {
            _failure ??= e as FlushFailedException;
            job.Done.SetException(e);
        }
    }

    private void RollBack(Exception reason)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            _store.RollBack();
        }
        catch (Exception e)
        {
            _failure = e;
        }

        // After a failed flush the state of the disk is unknown, and a retry may falsely succeed.
        _failure ??= reason as FlushFailedException;
    }

    private void ThrowIfBroken()
    {
        if (_failure is not null)
        {
            throw new IOException($"The log refuses writes until it is reopened: {_failure.Message}", _failure);
        }
    }

    /// <summary>Publishes a checkpoint. On failure the leaves remain durable, and the next checkpoint covers them.</summary>
    private void TryCheckpoint()
    {
        Checkpointed();
        if (_failure is not null)
        {
            return;
        }

        try
        {
            _store.Publish();
        }
        catch (Exception e) when (e is (IOException and not FlushFailedException) or UnauthorizedAccessException)
        {
            // Opening recovers what the checkpoint does not cover.
        }
        catch (Exception e)
        {
            // A flush's retry may falsely succeed, a store that contradicts what was signed is not gone on with, and where memory ran out nobody knows in what.
            _failure = e;
        }
    }

    private void Checkpointed()
    {
        _uncovered = false;
        _checkpointed = _time.GetTimestamp();
    }
}
