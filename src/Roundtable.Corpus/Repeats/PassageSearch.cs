using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Finds the rows that have <see cref="WordRuns.PassageLength"/> consecutive words in common with an earlier row: candidates by the fingerprints that two such
/// rows certainly share, then the words of the candidates, which are read again in order. A row is compared with at most <see cref="MaxEarlier"/> earlier
/// ones.
/// </summary>
internal sealed class PassageSearch(ScanPlan plan, ScannedBlocks blocks, WorkFolder work) : IDisposable
{
    private const int MaxEarlier = 64;
    private const int MaxPassages = 20;

    private readonly PairSort _pairs = new(work.Path, "passage-pairs");
    private readonly PassageRanking _ranking = new();
    private readonly WordList _words = new();
    private readonly FingerprintedWords _printed = new(Fingerprints.Long);
    private readonly WordRuns _runs = new();
    private uint[] _other = new uint[1 << 10];

    /// <summary>The passages that occur in the most rows, most frequent first; available after <see cref="Find"/> was enumerated to its end.</summary>
    public IReadOnlyList<RepeatedText> MostRepeated { get; private set; } = [];

    /// <summary>Finds the rows with passages.</summary>
    /// <param name="leftOut">Rows to exclude.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The rows with passages, in order.</returns>
    public IEnumerable<Repeat.InPart> Find(RowSet leftOut, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        new SharedKeySearch<ulong>(blocks, b => work.Passages(b.File, b.Index))
            .Find(
                (key, bucket) => Shared(key, BucketPairs.Distinct(bucket, leftOut)),
                done => progress?.Report(new ScanProgress("finding passages", done, KeyPartitions.Count)),
                cancellation);
        var (rows, later) = (new RowSet(blocks.Rows), 0L);
        foreach (var pair in _pairs.Sorted())
        {
            rows.Add(pair.Row);
            rows.Add(pair.Earlier);
            later++;
        }

        using var pack = new RowPack<uint>(work.Path, "passages", rows);
        using var pairs = _pairs.Sorted().GetEnumerator();
        var (more, done) = (pairs.MoveNext(), 0L);
        List<long> earlier = [];
        foreach (var (number, file, row) in new RowRereader(plan, blocks).Read(rows, cancellation))
        {
            _words.Clear();
            Words.Find(row.Text, _words);
            _printed.Read(_words.Hashes);
            pack.Add(_printed.Words);
            earlier.Clear();
            for (; more && pairs.Current.Row == number; more = pairs.MoveNext())
            {
                if (earlier.Count < MaxEarlier)
                {
                    earlier.Add(pairs.Current.Earlier);
                }

                if ((++done & 0xFFFF) == 0)
                {
                    progress?.Report(new ScanProgress("comparing passages", done, later));
                }
            }

            if (earlier.Count > 0 && Passages(pack, earlier, row, file.Rows.Plan) is { Count: > 0 } passages)
            {
                yield return new Repeat.InPart(number, passages);
            }
        }

        MostRepeated = _ranking.Choose(pack);
    }

    public void Dispose() => _pairs.Dispose();

    private void Shared(ulong key, ReadOnlySpan<long> rows)
    {
        BucketPairs.Add(rows, _pairs);
        _ranking.Add(key, rows);
    }

    private List<Passage> Passages(RowPack<uint> pack, List<long> earlier, RowText row, RowPlan fields)
    {
        List<(WordRun Run, long Earlier)> runs = [];
        foreach (var other in earlier)
        {
            runs.AddRange(_runs.Find(_printed, pack.Read(other, ref _other)).Where(r => r.Length >= WordRuns.PassageLength).Select(r => (r, other)));
        }

        var longest = runs.OrderByDescending(r => r.Run.Length).ThenBy(r => r.Earlier).ThenBy(r => r.Run.Start);
        return WordRuns.Apart(longest, r => r.Run).Take(MaxPassages).ToList().ConvertAll(r => new Passage(r.Earlier, r.Run, Spans(row, fields, r.Run)));
    }

    private List<TextSpan> Spans(RowText row, RowPlan fields, WordRun run) =>
        RowSpans.Between(row, fields, _words.Start(run.Start), _words.End(run.Start + run.Length - 1));
}
