using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Blocks;

/// <summary>Finds the keys that several rows of a scan share, partition by partition.</summary>
/// <typeparam name="TKey">The type of key that <see cref="BlockKeys{TKey}"/> wrote.</typeparam>
internal sealed class SharedKeySearch<TKey>(ScannedBlocks blocks, Func<ScannedBlock, string> path)
    where TKey : unmanaged, IBinaryInteger<TKey>
{
    // The maximum amount of keys in memory at once.
    private const long MaxBytes = 192L << 20;
    private const ulong BitsPerKey = 8;
    private const ulong MaxBits = 1UL << 30;

    private ulong[] _once = [];
    private ulong[] _again = [];

    /// <summary>Calls back for each key that several rows have, with the rows in order.</summary>
    /// <param name="found">
    /// Receives the key and the indexes of its rows among all rows, which it may overwrite. A row that has the key twice is listed twice.
    /// </param>
    /// <param name="progress">Receives the number of partitions that are done.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public void Find(Action<TKey, Span<long>> found, Action<int>? progress, CancellationToken cancellation)
    {
        var record = Unsafe.SizeOf<TKey>() + sizeof(int);
        var totals = Totals();
        var (keys, rows) = (Array.Empty<TKey>(), Array.Empty<long>());
        for (var first = 0; first < KeyPartitions.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var last = first + 1;
            for (var bytes = totals[first] * record; last < KeyPartitions.Count && (bytes += totals[last] * record) < MaxBytes; last++)
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

                at = DropSingles(keys.AsSpan(0, at), rows.AsSpan(0, at));
                Buckets(keys.AsSpan(0, at), rows.AsSpan(0, at), found);
            }

            first = last;
            progress?.Invoke(last);
        }
    }

    /// <summary>Most keys belong to one row; those that a small bitmap of their lower bits shows to be unique need not be sorted.</summary>
    /// <returns>The number of keys that remain, in their previous order.</returns>
    private int DropSingles(Span<TKey> keys, Span<long> rows)
    {
        var bits = Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)keys.Length) * BitsPerKey, 64, MaxBits);
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
        var totals = new long[KeyPartitions.Count];
        var ends = new int[KeyPartitions.Count];
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
