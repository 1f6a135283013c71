using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// An external merge sort of any number of pairs: full buffers are sorted, rid of pairs that stand in them twice, and written as runs, which are merged.
/// </summary>
/// <param name="folder">The folder for runs, which are deleted on disposal.</param>
/// <param name="name">The prefix of their names.</param>
internal sealed class PairSort(string folder, string name) : IDisposable
{
    private const int MaxBuffered = 1 << 20;

    private readonly List<string> _runs = [];
    private UInt128[] _buffer = new UInt128[1 << 12];
    private int _count;
    private int _ordered;

    /// <summary>Adds a pair.</summary>
    public void Add(RowPair pair)
    {
        if (_count == _buffer.Length)
        {
            if (_count < MaxBuffered)
            {
                Array.Resize(ref _buffer, _count * 2);
            }
            else if (Order() > MaxBuffered / 2)
            {
                // Rows that share one key share others, so that most pairs come again and again; where they do there is room for more.
                Spill();
            }
        }

        _buffer[_count++] = pair.Number;
    }

    /// <summary>All distinct pairs in order. They can be enumerated repeatedly; no pair may be added after the first time.</summary>
    public IEnumerable<RowPair> Sorted()
    {
        if (_runs.Count == 0)
        {
            var count = Order();
            for (var i = 0; i < count; i++)
            {
                yield return RowPair.Of(_buffer[i]);
            }

            yield break;
        }

        if (_count > 0)
        {
            Spill();
            _buffer = [];
        }

        var readers = _runs.ConvertAll(r => Read(r).GetEnumerator());
        try
        {
            PriorityQueue<IEnumerator<UInt128>, UInt128> queue = new();
            foreach (var reader in readers.Where(r => r.MoveNext()))
            {
                queue.Enqueue(reader, reader.Current);
            }

            UInt128? last = null;
            while (queue.TryPeek(out var reader, out var pair))
            {
                if (pair != last)
                {
                    yield return RowPair.Of(pair);
                    last = pair;
                }

                if (reader.MoveNext())
                {
                    queue.DequeueEnqueue(reader, reader.Current);
                }
                else
                {
                    queue.Dequeue();
                }
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    public void Dispose() => _runs.ForEach(File.Delete);

    private int Order()
    {
        if (_ordered == _count)
        {
            return _count;
        }

        RadixSort.Sort(_buffer.AsSpan(0, _count));
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (kept == 0 || _buffer[i] != _buffer[kept - 1])
            {
                _buffer[kept++] = _buffer[i];
            }
        }

        return _ordered = _count = kept;
    }

    private void Spill()
    {
        var count = Order();
        var path = Path.Combine(folder, $"{name}-{_runs.Count:D4}.run");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        file.Write(MemoryMarshal.AsBytes(_buffer.AsSpan(0, count)));
        _runs.Add(path);
        _ordered = _count = 0;
    }

    private static IEnumerable<UInt128> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var buffer = new UInt128[1 << 12];
        while (true)
        {
            var read = file.ReadAtLeast(MemoryMarshal.AsBytes(buffer.AsSpan()), buffer.Length * 16, throwOnEndOfStream: false) / 16;
            if (read == 0)
            {
                yield break;
            }

            for (var i = 0; i < read; i++)
            {
                yield return buffer[i];
            }
        }
    }
}
