using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Blocks;

/// <summary>Gathers the keys of all blocks, stretch by stretch, with the numbers of their rows among all rows.</summary>
/// <typeparam name="TKey">What <see cref="BlockKeys{TKey}"/> wrote.</typeparam>
internal sealed class KeyGathering<TKey>(ScannedBlocks blocks, Func<ScannedBlock, string> path)
    where TKey : unmanaged, IBinaryInteger<TKey>
{
    // What is held in memory at once.
    private const long MostBytes = 192L << 20;
    private const ulong BitsAKey = 8;
    private const ulong MostBits = 1UL << 30;

    private ulong[] _once = [];
    private ulong[] _again = [];

    /// <summary>Calls for each key that several rows have, with the rows in order.</summary>
    /// <param name="found">Is given the key and its rows, which it may overwrite. A row that has the key twice stands twice.</param>
    /// <param name="progress">Is told how many of the stretches are done.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Find(Action<TKey, Span<long>> found, Action<int>? progress, CancellationToken cancellation)
    {
        var record = Unsafe.SizeOf<TKey>() + sizeof(int);
        var totals = Totals();
        var (keys, rows) = (Array.Empty<TKey>(), Array.Empty<long>());
        for (var first = 0; first < KeyStretches.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var last = first + 1;
            for (var bytes = totals[first] * record; last < KeyStretches.Count && (bytes += totals[last] * record) < MostBytes; last++)
            {
            }

            var slices = blocks.Blocks.Select(b => KeySlice<TKey>.Read(path(b), first, last)).ToList();
            for (var stretch = first; stretch < last; stretch++)
            {
                var count = checked((int)totals[stretch]);
                if (keys.Length < count)
                {
                    (keys, rows) = (new TKey[count * 2], new long[count * 2]);
                }

                var at = 0;
                for (var i = 0; i < slices.Count; i++)
                {
                    at += slices[i].Copy(stretch - first, blocks.Blocks[i].First, keys.AsSpan(at), rows.AsSpan(at));
                }

                at = LeaveOutSingles(keys.AsSpan(0, at), rows.AsSpan(0, at));
                Buckets(keys.AsSpan(0, at), rows.AsSpan(0, at), found);
            }

            first = last;
            progress?.Invoke(last);
        }
    }

    /// <summary>Most keys are of one row; those for which a small table of their lower bits tells so need not be sorted.</summary>
    /// <returns>How many are left, in the order in which they were.</returns>
    private int LeaveOutSingles(Span<TKey> keys, Span<long> rows)
    {
        var bits = Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)keys.Length) * BitsAKey, 64, MostBits);
        var mask = bits - 1;
        var words = (int)(bits / 64);
        if (_once.Length < words)
        {
            (_once, _again) = (new ulong[words], new ulong[words]);
        }

        _once.AsSpan(0, words).Clear();
        _again.AsSpan(0, words).Clear();
        foreach (var key in keys)
        {
            var place = ulong.CreateTruncating(key) & mask;
            var bit = 1UL << (int)place;
            _again[place >> 6] |= _once[place >> 6] & bit;
            _once[place >> 6] |= bit;
        }

        var kept = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var place = ulong.CreateTruncating(keys[i]) & mask;
            (keys[kept], rows[kept]) = (keys[i], rows[i]);
            kept += (int)(_again[place >> 6] >> (int)place) & 1;
        }

        return kept;
    }

    private static void Buckets(Span<TKey> keys, Span<long> rows, Action<TKey, Span<long>> found)
    {
        keys.Sort(rows);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end].CompareTo(keys[start]) == 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var bucket = rows[start..end];
                bucket.Sort();
                found(keys[start], bucket);
            }

            start = end;
        }
    }

    private long[] Totals()
    {
        var totals = new long[KeyStretches.Count];
        var ends = new int[KeyStretches.Count];
        foreach (var block in blocks.Blocks)
        {
            using var file = File.OpenHandle(path(block));
            WorkFile.Fill(file, MemoryMarshal.AsBytes(ends.AsSpan()), 0, path(block));
            for (var i = ends.Length - 1; i > 0; i--)
            {
                totals[i] += ends[i] - ends[i - 1];
            }

            totals[0] += ends[0];
        }

        return totals;
    }
}
