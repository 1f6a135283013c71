using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>
/// The one thread that writes. It takes whatever has gathered while the disk was busy as one group: one flush of the
/// contents, one of the leaves, however many are waiting. A thread of its own, because flushing blocks.
/// </summary>
internal sealed class LogWriter
{
    private readonly object _queue = new();
    private readonly LogFiles _files;
    private readonly TimeProvider _time;
    private readonly StorageSettings _settings;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<object> _waiting = []; // of Append and Erasure
    private bool _closing;
    private bool _ahead; // of the checkpoint
    private long _checkpointed;
    private Exception? _broken;

    public LogWriter(LogFiles files, TimeProvider time, StorageSettings settings)
    {
        _files = files;
        _time = time;
        _checkpointed = time.GetTimestamp();
        _settings = settings;
        new Thread(Run) { IsBackground = true, Name = "log writer" }.Start();
    }

    /// <summary>Contents to overwrite, in turn with the appends.</summary>
    private sealed record Erasure(IReadOnlyCollection<Digest> Contents, TaskCompletionSource Done);

    public Task<Receipt> AppendAsync(Append append)
    {
        Enqueue(append);
        return append.Done;
    }

    public Task EraseAsync(IReadOnlyCollection<Digest> contents)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new Erasure(contents, done));
        return done.Task;
    }

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
                if (group[i] is Erasure erasure)
                {
                    Write(erasure);
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
                while (_waiting.Count == 0 && !_closing && Monitor.Wait(_queue, _ahead ? _settings.BetweenCheckpoints : Timeout.InfiniteTimeSpan))
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
        var good = new List<Append>(group.Length);
        try
        {
            ThrowIfBroken();
            foreach (var append in group)
            {
                if (append.Missing(_files.Contents.Has) is (var member, var digest))
                {
                    append.Fail(new ArgumentException($"The leaf's {member} is the content {digest}, which neither came with it nor is stored.", nameof(group)));
                    continue;
                }

                foreach (var (content, bytes) in append.Contents)
                {
                    _files.Contents.Stage(content, bytes.Span);
                }

                good.Add(append);
            }

            _files.Contents.Commit();
            var first = _files.Leaves.Size;
            if (good.Count > 0)
            {
                _files.Leaves.Append([.. good.Select(a => (a.Bytes, a.Hash))]);
            }

            for (var i = 0; i < good.Count; i++)
            {
                good[i].Succeed(first + i);
            }
        }
        catch (Exception e)
        {
            RollBack(e);
            var told = e is IOException or UnauthorizedAccessException ? new LogWriteException(_files.Directory, e) : e;
            foreach (var append in group)
            {
                append.Fail(told);
            }

            return;
        }

        _ahead = true;
        if (_time.GetElapsedTime(_checkpointed) >= _settings.BetweenCheckpoints)
        {
            TryCheckpoint();
        }
    }

    private void Write(Erasure erasure)
    {
        try
        {
            ThrowIfBroken();
            _files.WriteCheckpoint(); // so that no reader takes the zeros for a torn end
            _files.Contents.Erase(erasure.Contents);
            erasure.Done.SetResult();
        }
        catch (Exception e)
        {
            erasure.Done.SetException(e);
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
            _files.Contents.RollBack();
            _files.Leaves.RollBack();
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
        _ahead = false;
        _checkpointed = _time.GetTimestamp();
        if (_broken is not null)
        {
            return;
        }

        try
        {
            _files.WriteCheckpoint();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Opening will adopt what the checkpoint does not speak of.
        }
    }
}
