using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Finds the duplicates of a scan: exact duplicates by hashes; near-duplicates by bands, which give candidates, and the exact Jaccard index of their
/// word 5-grams; and passages in the remaining rows, whose candidates share fingerprints. Candidates are read again once, in order. Linear in the number of
/// rows, even if very many are alike.
/// </summary>
internal sealed class RepeatSearch(ScanPlan plan, ScannedBlocks blocks, WorkFolder work) : IDisposable
{
    private const int MaxReported = 20;
    private const int Often = 0xFFF;

    private readonly PairSort _equal = new(work.Path, "equal");
    private readonly PairSort _near = new(work.Path, "near-pairs");
    private readonly PairSort _passages = new(work.Path, "passage-pairs");
    private readonly RepeatFile _repeats = new(Path.Combine(work.Path, "repeats"));
    private readonly RowSet _capped = new(blocks.Rows);
    private readonly RowSet _cappedPassages = new(blocks.Rows);
    private readonly PassageRanking _ranking = new();
    private readonly PriorityQueue<RepeatedText, (long Rows, long Place)> _most = new();

    /// <summary>The duplicates in the order of their rows.</summary>
    public IEnumerable<Repeat> Repeats => _repeats.Read();

    /// <summary>The clusters of equal and near rows.</summary>
    public RowClusters Clusters { get; } = new(work.Path, blocks.Rows);

    /// <summary>The texts that occur in the most rows, most frequent first.</summary>
    public IReadOnlyList<RepeatedText> MostRepeated =>
        [.. _most.UnorderedItems.Select(i => i.Element).OrderByDescending(t => t.Rows).ThenBy(t => t.First)];

    /// <summary>The passages that occur in the most rows, most frequent first.</summary>
    public IReadOnlyList<RepeatedText> MostRepeatedPassages { get; private set; } = [];

    /// <summary>
    /// The number of rows that were found near none and not compared with each row that may be near: they share a band with very many others.
    /// </summary>
    public long Capped { get; private set; }

    /// <summary>Finds the duplicates.</summary>
    public void Find(IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var repeated = new RowSet(blocks.Rows);
        new SharedKeySearch<UInt128>(blocks, b => work.Equal(b.File, b.Index)).Find(
            (_, bucket) => Equal(bucket, repeated),
            done => progress?.Report(new ScanProgress("finding equal rows", done, KeyPartitions.Count)),
            cancellation);
        new SharedKeySearch<ulong>(blocks, b => work.Bands(b.File, b.Index)).Find(
            (_, bucket) => BucketPairs.Add(BucketPairs.Distinct(bucket, repeated), _near, _capped),
            done => progress?.Report(new ScanProgress("finding near rows", done, KeyPartitions.Count)),
            cancellation);
        new SharedKeySearch<ulong>(blocks, b => work.Passages(b.File, b.Index)).Find(
            (key, bucket) => Passage(key, BucketPairs.Distinct(bucket, repeated)),
            done => progress?.Report(new ScanProgress("finding passages", done, KeyPartitions.Count)),
            cancellation);
        Compare(progress, cancellation);
    }

    public void Dispose()
    {
        _equal.Dispose();
        _near.Dispose();
        _passages.Dispose();
        _repeats.Dispose();
        Clusters.Dispose();
    }

    private void Equal(ReadOnlySpan<long> rows, RowSet repeated)
    {
        foreach (var row in rows[1..])
        {
            repeated.Add(row);
            _equal.Add(new RowPair(row, rows[0]));
            Clusters.Join(row, rows[0]);
        }

        _most.Enqueue(new RepeatedText(rows[0], rows.Length), (rows.Length, -rows[0]));
        if (_most.Count > MaxReported)
        {
            _most.Dequeue();
        }
    }

    private void Passage(ulong key, ReadOnlySpan<long> rows)
    {
        BucketPairs.Add(rows, _passages, _cappedPassages);
        _ranking.Add(key, rows);
    }

    /// <summary>Reads the candidates again, in order, and compares each with those before it.</summary>
    private void Compare(IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var all = new RowSet(blocks.Rows);
        var (nearRows, passageRows) = (Rows(_near, all), Rows(_passages, all));
        using var near = new NearSearch(work.Path, _near, nearRows, Clusters, plan.Settings.Similarity);
        using var passages = new PassageSearch(work.Path, _passages, passageRows);
        using var equal = _equal.Sorted().GetEnumerator();
        var (more, done, total) = (equal.MoveNext(), 0L, all.Count);
        var words = new WordList();
        foreach (var (number, file, row) in new RowRereader(plan, blocks).Read(all, cancellation))
        {
            for (; more && equal.Current.Row < number; more = equal.MoveNext())
            {
                _repeats.Add(new Repeat.Equal(equal.Current.Row, equal.Current.Earlier));
            }

            words.Clear();
            Words.Find(row.Text, words);
            var nearest = near.Find(number, words.Hashes);
            Capped += nearest is null && _capped.Has(number) ? 1 : 0;
            var common = passages.Find(number, row, file.Rows.Plan, words, nearest is not null);
            if (nearest is not null)
            {
                _repeats.Add(nearest);
            }
            else if (common.Count > 0)
            {
                _repeats.Add(new Repeat.InPart(number, common));
            }

            if ((++done & Often) == 0)
            {
                progress?.Report(new ScanProgress("comparing rows", done, total));
            }
        }

        for (; more; more = equal.MoveNext())
        {
            _repeats.Add(new Repeat.Equal(equal.Current.Row, equal.Current.Earlier));
        }

        MostRepeatedPassages = _ranking.Choose(passages.Pack);
    }

    /// <summary>The rows of some pairs, which are also added to all rows.</summary>
    private RowSet Rows(PairSort pairs, RowSet all)
    {
        var rows = new RowSet(blocks.Rows);
        foreach (var pair in pairs.Sorted())
        {
            rows.Add(pair.Row);
            rows.Add(pair.Earlier);
            all.Add(pair.Row);
            all.Add(pair.Earlier);
        }

        return rows;
    }
}
