using System.Buffers;
using System.Diagnostics;

namespace Roundtable.Record.Storage;

/// <summary>
/// What waits for the writer thread, in order. Under load a group for a few appends costs the processor time that everybody else needs, so that the writer
/// waits a moment for more where many come, and not at all where few do.
/// </summary>
internal sealed class WriterQueue
{
    private const double BusyPerMillisecond = 4;
    private const int Gathered = 32;
    private const int GatherMilliseconds = 1;
    private const double Weight = 0.25; // of the last group in what came lately

    /// <summary>Bytes after which a group is full: what is written at once is held in memory, and more per flush makes it no faster.</summary>
    internal const long MaxGroupBytes = 2 << 20;

    private readonly object _gate = new();
    private List<object> _queued = []; // of PendingAppend and other work
    private long _taken = Stopwatch.GetTimestamp();
    private double _perMillisecond;
    private bool _closing;

    /// <summary>
    /// Makes room in a buffer that a group is written into. One that becomes too small grows to what a full group takes at once: doubled time and again it
    /// would leave as much again behind, and be twice as large as it has to be.
    /// </summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="bytes">How many bytes are to come.</param>
    public static void Reserve(ArrayBufferWriter<byte> buffer, long bytes)
    {
        if (bytes > buffer.FreeCapacity)
        {
            buffer.GetSpan((int)Math.Min(Math.Max(bytes, MaxGroupBytes), Array.MaxLength - buffer.Capacity));
        }
    }

    /// <summary>Whether nothing waits, and nothing more will be added.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _closing && _queued.Count == 0;
            }
        }
    }

    /// <summary>Adds work.</summary>
    /// <exception cref="ObjectDisposedException">When it was closed.</exception>
    public void Add(object work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(RecordLog));
            _queued.Add(work);
            if (_queued.Count is 1 or Gathered)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Nothing more will be added.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for work and takes all of it, or as much as fills a group.</summary>
    /// <param name="group">An empty list, which may become the queue; receives the work.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>Whether there is any; false where none came in time, or it is closed.</returns>
    public bool TryTake(ref List<object> group, TimeSpan patience)
    {
        lock (_gate)
        {
            while (_queued.Count == 0)
            {
                if (_closing || !Monitor.Wait(_gate, patience))
                {
                    return false;
                }
            }

            if (_perMillisecond >= BusyPerMillisecond && _queued.Count < Gathered && !_closing)
            {
                Monitor.Wait(_gate, GatherMilliseconds);
            }

            var now = Stopwatch.GetTimestamp();
            var elapsed = Math.Max(0.01, Stopwatch.GetElapsedTime(_taken, now).TotalMilliseconds);
            _perMillisecond += Weight * ((_queued.Count / elapsed) - _perMillisecond);
            _taken = now;
            var full = Fill();
            if (full == _queued.Count)
            {
                (_queued, group) = (group, _queued);
            }
            else
            {
                group.AddRange(_queued.GetRange(0, full));
                _queued.RemoveRange(0, full);
            }

            return true;
        }
    }

    /// <summary>Takes appends that were queued since, while another writer held the store, as many as fill a group; they join the group.</summary>
    public List<PendingAppend> TakeAppends()
    {
        lock (_gate)
        {
            List<PendingAppend> taken = [.. _queued.Take(Fill()).TakeWhile(w => w is PendingAppend).Cast<PendingAppend>()];
            _queued.RemoveRange(0, taken.Count);
            return taken;
        }
    }

    /// <summary>How much of what is queued fills a group.</summary>
    private int Fill()
    {
        var (count, bytes) = (0, 0L);
        while (count < _queued.Count && bytes < MaxGroupBytes)
        {
            bytes += (_queued[count++] as PendingAppend)?.Size ?? 0;
        }

        return count;
    }
}
