using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Storage;

/// <summary>
/// The one thread that writes. It takes whatever has gathered while the store was busy as one group: one commit, however
/// many are waiting. A thread of its own, because flushing blocks.
/// </summary>
internal sealed class LogWriter
{
    private readonly object _queue = new();
    private readonly LogStore _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan _betweenCheckpoints;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<object> _waiting = []; // of Append and Chore
    private bool _closing;
    private bool _ahead; // of the checkpoint
    private long _checkpointed;
    private Exception? _broken;

    public LogWriter(LogStore store, TimeProvider time, TimeSpan betweenCheckpoints)
    {
        _store = store;
        _time = time;
        _checkpointed = time.GetTimestamp();
        _betweenCheckpoints = betweenCheckpoints;
        new Thread(Run) { IsBackground = true, Name = "log writer" }.Start();
    }

    /// <summary>Something else to do with the store, in turn with the appends.</summary>
    private sealed record Chore(Action Do, TaskCompletionSource Done);

    public Task<Receipt> AppendAsync(Append append)
    {
        Enqueue(append);
        return append.Done;
    }

    public Task EraseAsync(IReadOnlyCollection<Digest> contents) => EnqueueChore(() =>
    {
        _store.Publish(); // so that no reader takes what is erased for a torn end
        _store.Erase(contents);
    });

    public Task PublishAsync() => EnqueueChore(() =>
    {
        _store.Publish();
        Checkpointed();
    });

    /// <summary>Finishes what is waiting, makes a checkpoint and ends.</summary>
    public Task CloseAsync()
    {
        lock (_queue)
        {
            _closing = true;
            Monitor.Pulse(_queue);
        }

        return _ended.Task;
    }

    private Task EnqueueChore(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new Chore(action, done));
        return done.Task;
    }

    private void Enqueue(object work)
    {
        lock (_queue)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(RecordLog));
            _waiting.Add(work);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_queue);
            }
        }
    }

    private void Run()
    {
        var group = new List<object>();
        while (Next(ref group))
        {
            for (var i = 0; i < group.Count;)
            {
                if (group[i] is Chore chore)
                {
                    Do(chore);
                    i++;
                    continue;
                }

                var appends = group.Skip(i).TakeWhile(w => w is Append).Cast<Append>().ToArray();
                Write(appends);
                i += appends.Length;
            }

            group.Clear();
        }

        TryCheckpoint();
        _ended.SetResult();
    }

    /// <summary>Waits for work and takes all there is; false when there will be no more.</summary>
    private bool Next(ref List<object> group)
    {
        while (true)
        {
            lock (_queue)
            {
                while (_waiting.Count == 0 && !_closing && Monitor.Wait(_queue, _ahead ? _betweenCheckpoints : Timeout.InfiniteTimeSpan))
                {
                    // Woken: look again.
                }

                if (_waiting.Count > 0)
                {
                    (_waiting, group) = (group, _waiting);
                    return true;
                }

                if (_closing)
                {
                    return false;
                }
            }

            TryCheckpoint();
        }
    }

    private void Write(Append[] group)
    {
        var committed = false;
        try
        {
            ThrowIfBroken();
            _store.Begin();
            group = [.. group, .. Gathered()];
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

            _broken ??= committed && e is not WitnessesMissingException ? e : null;
            var told = e is IOException and not WitnessesMissingException or UnauthorizedAccessException ? new LogWriteException(_store.Location, e) : e;
            foreach (var append in group)
            {
                append.Fail(told);
            }

            return;
        }

        _ahead = true;
        if (_store.IsCheckpointDue || _time.GetElapsedTime(_checkpointed) >= _betweenCheckpoints)
        {
            TryCheckpoint();
        }
    }

    /// <summary>What has gathered while others held the store: it goes along.</summary>
    private List<Append> Gathered()
    {
        lock (_queue)
        {
            var count = _waiting.TakeWhile(w => w is Append).Count();
            List<Append> gathered = [.. _waiting.Take(count).Cast<Append>()];
            _waiting.RemoveRange(0, count);
            return gathered;
        }
    }

    private void Do(Chore chore)
    {
        try
        {
            ThrowIfBroken();
            chore.Do();
            chore.Done.SetResult();
        }
        catch (Exception e)
        {
            _broken ??= e as FlushFailedException;
            chore.Done.SetException(e);
        }
    }

    private void RollBack(Exception reason)
    {
        if (_broken is not null)
        {
            return;
        }

        try
        {
            _store.RollBack();
        }
        catch (Exception e)
        {
            _broken = e;
        }

        // After a failed flush nobody knows what the disk holds, and asking again may be answered with a lie.
        _broken ??= reason as FlushFailedException;
    }

    private void ThrowIfBroken()
    {
        if (_broken is not null)
        {
            throw new IOException($"It takes nothing more until it is opened anew: {_broken.Message}", _broken);
        }
    }

    /// <summary>Writes a checkpoint; if the disk refuses, the leaves are no less durable and the next one will do.</summary>
    private void TryCheckpoint()
    {
        Checkpointed();
        if (_broken is not null)
        {
            return;
        }

        try
        {
            _store.Publish();
        }
        catch (FlushFailedException e)
        {
            _broken = e; // what it was asked to flush may be lost to a second try that succeeds; the journal still has it
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Opening will adopt what the checkpoint does not speak of.
        }
    }

    private void Checkpointed()
    {
        _ahead = false;
        _checkpointed = _time.GetTimestamp();
    }
}
