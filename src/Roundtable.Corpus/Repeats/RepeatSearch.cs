using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Scanning;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Finds the rows of a scan that say again what an earlier row says: equal texts by their hashes; near ones by bands for candidates and, on these,
/// the Jaccard index of their word 5-grams itself. Linear in the rows, also where very many are alike: of a bucket with more than
/// eight rows each is held against the one before it and the first.
/// </summary>
internal sealed class RepeatSearch(ScanPlan plan, ScannedBlocks blocks, WorkFolder work) : IDisposable
{
    private const int AllPairs = 8;
    private const int MostTold = 20;

    private readonly PairSort _equal = new(work.Path, "equal");
    private readonly PairSort _candidates = new(work.Path, "candidates");
    private readonly PriorityQueue<RepeatedText, (long Rows, long Place)> _most = new();
    private RowSet? _repeated;

    /// <summary>The texts that stand in most rows, most of them first.</summary>
    public IReadOnlyList<RepeatedText> MostRepeated => [.. _most.UnorderedItems.Select(i => i.Element).OrderByDescending(t => t.Rows).ThenBy(t => t.First)];

    /// <summary>Searches.</summary>
    /// <returns>The repeats in the order of their rows.</returns>
    public IEnumerable<Repeat> Find(IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        _repeated = new RowSet(blocks.Rows);
        new KeyGathering<UInt128>(blocks, b => work.Equal(b.File, b.Index)).Find(Equal, done => progress?.Report(new ScanProgress("finding equal rows", done, KeyStretches.Count)), cancellation);
        new KeyGathering<ulong>(blocks, b => work.Bands(b.File, b.Index)).Find(Near, done => progress?.Report(new ScanProgress("finding near rows", done, KeyStretches.Count)), cancellation);
        var rows = new RowSet(blocks.Rows);
        long pairs = 0;
        foreach (var pair in _candidates.Sorted())
        {
            rows.Add(pair.Row);
            rows.Add(pair.Earlier);
            pairs++;
        }

        using var pack = new ShinglePack(work.Path, rows);
        Fill(pack, rows, cancellation);
        using var near = Compare(pack, p => progress?.Report(new ScanProgress("comparing rows", p, pairs)), cancellation).GetEnumerator();
        var more = near.MoveNext();
        foreach (var pair in _equal.Sorted())
        {
            for (; more && near.Current.Row < pair.Row; more = near.MoveNext())
            {
                yield return near.Current;
            }

            yield return new Repeat(pair.Row, pair.Earlier, 1, IsEqual: true);
        }

        for (; more; more = near.MoveNext())
        {
            yield return near.Current;
        }
    }

    public void Dispose()
    {
        _equal.Dispose();
        _candidates.Dispose();
    }

    private void Equal(ReadOnlySpan<long> rows)
    {
        foreach (var row in rows[1..])
        {
            _repeated!.Add(row);
            _equal.Add(new RowPair(row, rows[0]));
        }

        _most.Enqueue(new RepeatedText(rows[0], rows.Length), (rows.Length, -rows[0]));
        if (_most.Count > MostTold)
        {
            _most.Dequeue();
        }
    }

    private void Near(ReadOnlySpan<long> bucket)
    {
        var rows = bucket.Length <= 256 ? stackalloc long[bucket.Length] : new long[bucket.Length];
        var count = 0;
        foreach (var row in bucket)
        {
            if (!_repeated!.Has(row))
            {
                rows[count++] = row;
            }
        }

        for (var i = 1; i < count; i++)
        {
            if (count > AllPairs)
            {
                _candidates.Add(new RowPair(rows[i], rows[0]));
                _candidates.Add(new RowPair(rows[i], rows[i - 1]));
                continue;
            }

            for (var j = 0; j < i; j++)
            {
                _candidates.Add(new RowPair(rows[i], rows[j]));
            }
        }
    }

    private void Fill(ShinglePack pack, RowSet rows, CancellationToken cancellation)
    {
        var words = new WordList();
        var shingles = new ShingleBuffer();
        new RowsAgain(plan, blocks).Read(rows, (_, row) =>
        {
            words.Clear();
            Words.Find(row.Text, words);
            pack.Add(Shingles.Distinct(shingles.Of(words.Hashes)));
        }, cancellation);
        pack.Complete();
    }

    private IEnumerable<Repeat> Compare(ShinglePack pack, Action<long> progress, CancellationToken cancellation)
    {
        var (one, other) = (new ulong[1 << 10], new ulong[1 << 10]);
        var (current, length, done) = (-1L, 0, 0L);
        Repeat? best = null;
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
                length = pack.Read(current, ref one);
            }

            var similarity = Shingles.Similarity(one.AsSpan(0, length), other.AsSpan(0, pack.Read(pair.Earlier, ref other)));
            if (similarity >= plan.Settings.Similarity && !(best?.Similarity >= similarity))
            {
                best = new Repeat(current, pair.Earlier, similarity, IsEqual: false);
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
