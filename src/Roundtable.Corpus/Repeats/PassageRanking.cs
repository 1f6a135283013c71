using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Repeats;

/// <summary>Chooses the passages that occur in the most rows: from the most frequent fingerprints, those of different passages.</summary>
internal sealed class PassageRanking
{
    private const int MaxReported = 20;

    // A passage has about one fingerprint per nine words.
    private const int MaxKept = 2000;
    private const int MaxWords = 100_000;

    private readonly PriorityQueue<(ulong Key, long First, long Second, long Rows), (long Rows, long Place, ulong Key)> _kept = new();
    private readonly FingerprintedWords _words = new(Fingerprints.Long);
    private readonly WordRuns _runs = new();
    private long _current = -1;

    /// <summary>Adds a fingerprint.</summary>
    /// <param name="key">The fingerprint.</param>
    /// <param name="rows">The distinct rows that have it, in order.</param>
    public void Add(ulong key, ReadOnlySpan<long> rows)
    {
        if (rows.Length < 2)
        {
            return;
        }

        var rank = ((long)rows.Length, -rows[0], key);
        if (_kept.Count < MaxKept)
        {
            _kept.Enqueue((key, rows[0], rows[1], rows.Length), rank);
        }
        else if (_kept.TryPeek(out _, out var least) && rank.CompareTo(least) > 0)
        {
            _kept.DequeueEnqueue((key, rows[0], rows[1], rows.Length), rank);
        }
    }

    /// <summary>The passages that occur in the most rows, most frequent first.</summary>
    /// <param name="pack">The words of the rows.</param>
    public List<RepeatedText> Choose(RowPack<uint> pack)
    {
        List<RepeatedText> chosen = [];
        HashSet<ulong> within = [];
        var ranked = _kept.UnorderedItems.Select(i => i.Element).OrderByDescending(f => f.Rows).ThenBy(f => f.First).ThenBy(f => f.Key);
        foreach (var (key, first, second, rows) in ranked)
        {
            // At the ends of a passage rows may keep different fingerprints of it.
            if (within.Contains(key))
            {
                continue;
            }

            // A shared fingerprint does not imply that a whole passage is shared.
            if (Common(key, pack, first, second) is { Length: >= WordRuns.PassageLength } run)
            {
                chosen.Add(new RepeatedText(first, rows, run));
                within.UnionWith(_words.Fingerprints.All(_words.Words.Slice(run.Start, Math.Min(run.Length, MaxWords))));
                if (chosen.Count == MaxReported)
                {
                    break;
                }
            }
        }

        return chosen;
    }

    private WordRun Common(ulong key, RowPack<uint> pack, long first, long second)
    {
        if (_current != first)
        {
            _words.Read(pack.Read(first));
            _current = first;
        }

        return _words.Places.TryGetValue(key, out var at)
            ? _runs.Find(_words, pack.Read(second)).Find(r => r.Start <= at && at < r.Start + r.Length)
            : default;
    }
}
