using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References;

/// <summary>Looks texts up in a reference collection. Not thread-safe.</summary>
/// <param name="store">The collection.</param>
/// <param name="similarity">The near-duplicate threshold (Jaccard index of word 5-grams).</param>
/// <param name="shortest">The number of consecutive common words from which an entry matches for that alone.</param>
/// <param name="maxCandidates">The maximum number of entries that are compared: those that share the most keys.</param>
public sealed class ReferenceSearch(ReferenceStore store, double similarity, int shortest, int maxCandidates = 16)
{
    private readonly List<uint> _numbers = [];
    private readonly WordRuns _runs = new();
    private readonly Dictionary<uint, int> _counts = [];
    private readonly ShingleBuffer _theirs = new();

    /// <summary>Looks a text up.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keys">The keys by which it is looked up.</param>
    /// <returns>The matching entries: equal ones first, then by similarity, then by the number of common words.</returns>
    public IReadOnlyList<ReferenceHit> Find(ReadOnlySpan<byte> text, TextKeys keys)
    {
        if (keys.Words.Count == 0 || store.Manifest.Entries == 0)
        {
            return [];
        }

        _counts.Clear();
        var equal = Equal(text, keys);
        store.Bands.Prefetch(keys.Bands);
        foreach (var key in keys.Bands)
        {
            Count(store.Bands, key);
        }

        foreach (var (key, _) in keys.Printed.Prints)
        {
            Count(store.Prints, key);
        }

        if (_counts.Count == 0)
        {
            return [];
        }

        var mine = keys.Shingles();
        List<ReferenceHit>? hits = null;
        foreach (var number in _counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(maxCandidates).Select(c => c.Key))
        {
            ref readonly var entry = ref store.Entry(number);
            var other = store.Words(entry);
            var index = Shingles.Similarity(mine, Shingles.Distinct(_theirs.Of(other)));
            var runs = _runs.Find(keys.Printed, other);
            if (equal == number || index >= similarity || runs.Any(r => r.Length >= shortest))
            {
                (hits ??= []).Add(Hit(number, entry, equal == number, index, runs));
            }
        }

        return hits is null
            ? []
            : [.. hits.OrderByDescending(h => h.IsEqual).ThenByDescending(h => h.Similarity).ThenByDescending(h => h.Covered).ThenBy(h => h.Number)];
    }

    internal ReferenceHit Hit(uint number, in ReferenceEntry entry, bool isEqual, double index, IReadOnlyList<WordRun> runs) =>
        new(store.Manifest.Name, number, isEqual, index, runs)
        {
            File = entry.File < 0 ? null : store.Manifest.Files[entry.File],
            Row = entry.Row,
            Origin = entry.Origin,
            Model = entry.Model < 0 ? null : store.Manifest.Models[entry.Model],
            Labels = Labels(number, entry),
            IsSimulated = entry.Simulated != 0,
        };

    /// <summary>The labels of a row stand in the entry of the row as a whole, which is written before those of its texts.</summary>
    private string? Labels(uint number, in ReferenceEntry entry)
    {
        if (entry.File < 0)
        {
            return null;
        }

        while (number > 0 && store.Entry(number).Part >= 0 && IsSameRow(store.Entry(number - 1), entry))
        {
            number--;
        }

        ref readonly var whole = ref store.Entry(number);
        return whole is { Part: < 0, Model: >= 0 } && store.Manifest.Models[whole.Model] is var model && LabelSource.Parse(model) is not null ? model : null;

        static bool IsSameRow(in ReferenceEntry other, in ReferenceEntry entry) => other.File == entry.File && other.Row == entry.Row;
    }

    private uint? Equal(ReadOnlySpan<byte> text, TextKeys keys)
    {
        _numbers.Clear();
        store.Equal.Find(keys.Key, _numbers);
        if (_numbers.Count == 0)
        {
            return null;
        }

        var digest = Digest.Of(TextKeys.Trimmed(text));
        foreach (var number in _numbers)
        {
            if (store.Entry(number).Digest == digest)
            {
                // An equal text is always among the candidates.
                _counts[number] = int.MaxValue / 2;
                return number;
            }
        }

        return null;
    }

    private void Count(KeyTable table, ulong key)
    {
        _numbers.Clear();
        table.Find(key, _numbers);
        foreach (var number in _numbers)
        {
            _counts[number] = _counts.GetValueOrDefault(number) + 1;
        }
    }
}
