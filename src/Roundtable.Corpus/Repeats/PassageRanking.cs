using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Repeats;

/// <summary>Chooses the passages that stand in most rows: of the fingerprints that most rows have, those that are of different passages.</summary>
internal sealed class PassageRanking
{
    private const int MostTold = 20;

    // A passage has a fingerprint for about each nine of its words.
    private const int MostKept = 2000;
    private const int MostWords = 100_000;

    private readonly PriorityQueue<(ulong Key, long First, long Second, long Rows), (long Rows, long Place, ulong Key)> _kept = new();
    private readonly PrintedWords _words = new(Fingerprints.Long);
    private readonly WordRuns _runs = new();
    private long _current = -1;
    private uint[] _buffer = new uint[1 << 10];

    /// <summary>Adds a fingerprint.</summary>
    /// <param name="key">The fingerprint.</param>
    /// <param name="rows">The rows that have it, in order, each once.</param>
    public void Add(ulong key, ReadOnlySpan<long> rows)
    {
        if (rows.Length < 2)
        {
            return;
        }

        var rank = ((long)rows.Length, -rows[0], key);
        if (_kept.Count < MostKept)
        {
            _kept.Enqueue((key, rows[0], rows[1], rows.Length), rank);
        }
        else if (_kept.TryPeek(out _, out var least) && rank.CompareTo(least) > 0)
        {
            _kept.DequeueEnqueue((key, rows[0], rows[1], rows.Length), rank);
        }
    }

    /// <summary>The passages that stand in most rows, most of them first.</summary>
    /// <param name="pack">The words of the rows.</param>
    public List<RepeatedText> Choose(RowPack<uint> pack)
    {
        List<RepeatedText> told = [];
        HashSet<ulong> within = [];
        foreach (var (key, first, second, rows) in _kept.UnorderedItems.Select(i => i.Element).OrderByDescending(f => f.Rows).ThenBy(f => f.First).ThenBy(f => f.Key))
        {
            // At the ends of a passage rows differ in which fingerprint they keep of it.
            if (within.Contains(key))
            {
                continue;
            }

            // Fewer words than a passage has can share a fingerprint.
            if (Common(key, pack, first, second) is { Length: >= WordRuns.PassageLength } run)
            {
                told.Add(new RepeatedText(first, rows, run));
                within.UnionWith(_words.Fingerprints.All(_words.Words.Slice(run.Start, Math.Min(run.Length, MostWords))));
                if (told.Count == MostTold)
                {
                    break;
                }
            }
        }

        return told;
    }

    private WordRun Common(ulong key, RowPack<uint> pack, long first, long second)
    {
        if (_current != first)
        {
            _words.Read(pack.Read(first, ref _buffer));
            _current = first;
        }

        return _words.Places.TryGetValue(key, out var at) ? _runs.Find(_words, pack.Read(second, ref _buffer)).Find(r => r.Start <= at && at < r.Start + r.Length) : default;
    }
}
