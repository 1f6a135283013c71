using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Finds the duplicates of a scan: exact duplicates by hashes; near-duplicates by bands, which give candidates, and the exact Jaccard index of their
/// word 5-grams; and passages in the remaining rows. Linear in the number of rows, even if very many are alike.
/// </summary>
internal sealed class RepeatSearch(ScanPlan plan, ScannedBlocks blocks, WorkFolder work) : IDisposable
{
    private const int MaxReported = 20;

    private readonly PairSort _equal = new(work.Path, "equal");
    private readonly PairSort _candidates = new(work.Path, "candidates");
    private readonly PassageSearch _passages = new(plan, blocks, work);
    private readonly PriorityQueue<RepeatedText, (long Rows, long Place)> _most = new();

    /// <summary>The texts that occur in the most rows, most frequent first.</summary>
    public IReadOnlyList<RepeatedText> MostRepeated =>
        [.. _most.UnorderedItems.Select(i => i.Element).OrderByDescending(t => t.Rows).ThenBy(t => t.First)];

    /// <summary>The passages that occur in the most rows, most frequent first; available after <see cref="Find"/> was enumerated to its end.</summary>
    public IReadOnlyList<RepeatedText> MostRepeatedPassages => _passages.MostRepeated;

    /// <summary>Finds the duplicates.</summary>
    /// <returns>The duplicates in the order of their rows.</returns>
    public IEnumerable<Repeat> Find(IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var repeated = new RowSet(blocks.Rows);
        new SharedKeySearch<UInt128>(blocks, b => work.Equal(b.File, b.Index)).Find(
            (_, bucket) => Equal(bucket, repeated),
            done => progress?.Report(new ScanProgress("finding equal rows", done, KeyPartitions.Count)),
            cancellation);
        new SharedKeySearch<ulong>(blocks, b => work.Bands(b.File, b.Index)).Find(
            (_, bucket) => BucketPairs.Add(BucketPairs.Distinct(bucket, repeated), _candidates),
            done => progress?.Report(new ScanProgress("finding near rows", done, KeyPartitions.Count)),
            cancellation);
        var rows = new RowSet(blocks.Rows);
        long pairs = 0;
        foreach (var pair in _candidates.Sorted())
        {
            rows.Add(pair.Row);
            rows.Add(pair.Earlier);
            pairs++;
        }

        using var pack = new RowPack<ulong>(work.Path, "candidates", rows);
        Fill(pack, rows, cancellation);
        var equal = _equal.Sorted().Select(p => new Repeat.Equal(p.Row, p.Earlier));
        var near = Compare(pack, p => progress?.Report(new ScanProgress("comparing rows", p, pairs)), cancellation);
        foreach (var repeat in FirstOfEach([equal, near, _passages.Find(repeated, progress, cancellation)]))
        {
            yield return repeat;
        }
    }

    public void Dispose()
    {
        _equal.Dispose();
        _candidates.Dispose();
        _passages.Dispose();
    }

    private void Equal(ReadOnlySpan<long> rows, RowSet repeated)
    {
        foreach (var row in rows[1..])
        {
            repeated.Add(row);
            _equal.Add(new RowPair(row, rows[0]));
        }

        _most.Enqueue(new RepeatedText(rows[0], rows.Length), (rows.Length, -rows[0]));
        if (_most.Count > MaxReported)
        {
            _most.Dequeue();
        }
    }

    /// <summary>Merges duplicates in the order of their rows; of several for one row the first source takes precedence.</summary>
    private static IEnumerable<Repeat> FirstOfEach(IReadOnlyList<IEnumerable<Repeat>> sources)
    {
        PriorityQueue<(IEnumerator<Repeat> Source, int Rank), (long Row, int Rank)> queue = new();
        var all = sources.Select(s => s.GetEnumerator()).ToArray();
        try
        {
            for (var rank = 0; rank < all.Length; rank++)
            {
                Next(all[rank], rank);
            }

            for (long last = -1; queue.TryDequeue(out var next, out var place);)
            {
                if (place.Row > last)
                {
                    yield return next.Source.Current;
                    last = place.Row;
                }

                Next(next.Source, next.Rank);
            }
        }
        finally
        {
            Array.ForEach(all, s => s.Dispose());
        }

        void Next(IEnumerator<Repeat> source, int rank)
        {
            if (source.MoveNext())
            {
                queue.Enqueue((source, rank), (source.Current.Row, rank));
            }
        }
    }

    private void Fill(RowPack<ulong> pack, RowSet rows, CancellationToken cancellation)
    {
        var words = new WordList();
        var shingles = new ShingleBuffer();
        foreach (var (_, _, row) in new RowRereader(plan, blocks).Read(rows, cancellation))
        {
            words.Clear();
            Words.Find(row.Text, words);
            pack.Add(Shingles.Distinct(shingles.Of(words.Hashes)));
        }
    }

    private IEnumerable<Repeat.Near> Compare(RowPack<ulong> pack, Action<long> progress, CancellationToken cancellation)
    {
        var (one, other) = (new ulong[1 << 10], new ulong[1 << 10]);
        var (current, length, done) = (-1L, 0, 0L);
        Repeat.Near? best = null;
        foreach (var pair in _candidates.Sorted())
        {
            if (pair.Row != current)
            {
                cancellation.ThrowIfCancellationRequested();
                if (best is { } found)
                {
                    yield return found;
                }

                (current, best) = (pair.Row, null);
                length = pack.Read(current, ref one).Length;
            }

            var similarity = Shingles.Similarity(one.AsSpan(0, length), pack.Read(pair.Earlier, ref other));
            if (similarity >= plan.Settings.Similarity && !(best?.Similarity >= similarity))
            {
                best = new Repeat.Near(current, pair.Earlier, similarity);
            }

            if ((++done & 0xFFFF) == 0)
            {
                progress(done);
            }
        }

        if (best is { } last)
        {
            yield return last;
        }
    }
}
