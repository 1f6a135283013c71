using System.Numerics;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>Where each sequence of five words stands in the texts of some benchmarks. Thread-safe.</summary>
public sealed class BenchmarkIndex
{
    // A sequence that stands in more texts tells none of them, unless a text has no other.
    private const int MaxTexts = 64;
    private const int BitsPerKey = 16;

    private readonly (int Benchmark, BenchmarkText Text)[] _texts;
    private readonly ulong[] _filter;
    private readonly ulong[] _keys;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly (int Text, int Word)[] _places;

    /// <summary>An index of benchmarks.</summary>
    public BenchmarkIndex(IReadOnlyList<Benchmark> benchmarks)
    {
        Benchmarks = benchmarks;
        _texts = [.. benchmarks.SelectMany((b, i) => b.Texts.Select(t => (i, t)))];
        var all = Grams();
        var distinct = 0;
        for (var i = 0; i < all.Count; i++)
        {
            distinct += i == 0 || all[i].Key != all[i - 1].Key ? 1 : 0;
        }

        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, distinct * 2));
        (_keys, _starts, _ends) = (new ulong[slots], new int[slots], new int[slots]);
        _filter = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, distinct * BitsPerKey)) / 64];
        _places = [.. all.Select(g => (g.Text, g.Word))];
        for (var start = 0; start < all.Count;)
        {
            var end = start + 1;
            for (; end < all.Count && all[end].Key == all[start].Key; end++)
            {
            }

            var key = all[start].Key;
            var slot = Slot(key);
            (_keys[slot], _starts[slot], _ends[slot]) = (key, start, end);
            _filter[Bit(key) >> 6] |= 1UL << (int)Bit(key);
            start = end;
        }
    }

    /// <summary>The benchmarks.</summary>
    public IReadOnlyList<Benchmark> Benchmarks { get; }

    /// <summary>A text, and the index of its benchmark.</summary>
    internal (int Benchmark, BenchmarkText Text) Text(int number) => _texts[number];

    /// <summary>The texts that have a sequence, each with the index of the sequence's first word.</summary>
    internal ReadOnlySpan<(int Text, int Word)> Find(ulong gram)
    {
        var bit = Bit(gram);
        if ((_filter[bit >> 6] >> (int)bit & 1) == 0)
        {
            return [];
        }

        var slot = Slot(gram);
        return _places.AsSpan(_starts[slot], _ends[slot] - _starts[slot]);
    }

    private ulong Bit(ulong key) => (key >> 20) & (((ulong)_filter.Length * 64) - 1);

    private int Slot(ulong key)
    {
        var mask = _keys.Length - 1;
        var slot = (int)(key & (ulong)mask);
        while (_ends[slot] > 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private List<(ulong Key, int Text, int Word)> Grams()
    {
        List<(ulong Key, int Text, int Word)> all = [];
        var shingles = new ShingleBuffer();
        for (var text = 0; text < _texts.Length; text++)
        {
            var grams = shingles.Of(_texts[text].Text.Words);
            for (var word = 0; word < grams.Length; word++)
            {
                all.Add((grams[word], text, word));
            }
        }

        all.Sort();
        Dictionary<ulong, int> counts = [];
        foreach (var group in all.GroupBy(g => g.Key))
        {
            counts[group.Key] = group.Select(g => g.Text).Distinct().Count();
        }

        var told = all.Where(g => counts[g.Key] <= MaxTexts).Select(g => g.Text).ToHashSet();
        Dictionary<int, int> rarest = [];
        foreach (var (key, text, _) in all.Where(g => !told.Contains(g.Text)))
        {
            rarest[text] = Math.Min(rarest.GetValueOrDefault(text, int.MaxValue), counts[key]);
        }

        return [.. all.Where(g => counts[g.Key] <= MaxTexts || (rarest.TryGetValue(g.Text, out var least) && counts[g.Key] <= least))];
    }
}
