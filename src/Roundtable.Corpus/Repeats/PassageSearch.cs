using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Finds the rows that have <see cref="WordRuns.PassageLength"/> words in a row in common with an earlier row: by fingerprints that two such rows are certain to share,
/// and on these rows, read again in order, by their words. A row is held against <see cref="MostEarlier"/> earlier ones at most.
/// </summary>
internal sealed class PassageSearch(ScanPlan plan, ScannedBlocks blocks, WorkFolder work) : IDisposable
{
    private const int MostEarlier = 64;
    private const int MostPassages = 20;

    private readonly PairSort _pairs = new(work.Path, "passage-pairs");
    private readonly PassageRanking _ranking = new();
    private readonly WordList _words = new();
    private readonly PrintedWords _printed = new(Fingerprints.Long);
    private readonly WordRuns _runs = new();
    private uint[] _other = new uint[1 << 10];

    /// <summary>The passages that stand in most rows, most of them first; known when the last row with passages was given.</summary>
    public IReadOnlyList<RepeatedText> MostRepeated { get; private set; } = [];

    /// <summary>Searches.</summary>
    /// <param name="leftOut">Rows that are not looked at.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The rows with passages, in order.</returns>
    public IEnumerable<Repeat.InPart> Find(RowSet leftOut, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        new KeyGathering<ulong>(blocks, b => work.Passages(b.File, b.Index))
            .Find((key, bucket) => Shared(key, BucketPairs.Distinct(bucket, leftOut)), done => progress?.Report(new ScanProgress("finding passages", done, KeyStretches.Count)), cancellation);
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
        foreach (var (number, file, row) in new RowsAgain(plan, blocks).Read(rows, cancellation))
        {
            _words.Clear();
            Words.Find(row.Text, _words);
            _printed.Read(_words.Hashes);
            pack.Add(_printed.Words);
            earlier.Clear();
            for (; more && pairs.Current.Row == number; more = pairs.MoveNext())
            {
                if (earlier.Count < MostEarlier)
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
        return WordRuns.Apart(longest, r => r.Run).Take(MostPassages).ToList().ConvertAll(r => new Passage(r.Earlier, r.Run, Spans(row, fields, r.Run)));
    }

    private List<TextSpan> Spans(RowText row, RowPlan fields, WordRun run) => RowSpans.Between(row, fields, _words.Start(run.Start), _words.End(run.Start + run.Length - 1));
}
