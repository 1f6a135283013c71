using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Compares each row with the earlier ones that share a fingerprint with it, for <see cref="WordRuns.PassageLength"/> consecutive words in common. A row is
/// compared with at most <see cref="MaxEarlier"/> earlier ones. Rows come in order.
/// </summary>
internal sealed class PassageSearch : IDisposable
{
    private const int MaxEarlier = 64;
    private const int MaxPassages = 20;

    private readonly RowSet _rows;
    private readonly IEnumerator<RowPair> _pairs;
    private readonly FingerprintedWords _printed = new(Fingerprints.Long);
    private readonly RowPack<(ulong Key, int Word)> _prints;
    private readonly List<(WordRun Run, long Earlier)> _found = [];
    private bool _more;

    /// <summary>Compares the rows of some pairs.</summary>
    /// <param name="folder">The folder for temporary files.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="rows">All their rows.</param>
    public PassageSearch(string folder, PairSort pairs, RowSet rows)
    {
        _rows = rows;
        Pack = new RowPack<uint>(folder, "passages", rows);
        _prints = new RowPack<(ulong Key, int Word)>(folder, "prints", rows);
        _pairs = pairs.Sorted().GetEnumerator();
        _more = _pairs.MoveNext();
    }

    /// <summary>The words of the rows so far.</summary>
    public RowPack<uint> Pack { get; }

    /// <summary>The passages that a row has in common with earlier ones, in the order of its text.</summary>
    /// <param name="number">The row's index among all rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="fields">The plan by which it was read.</param>
    /// <param name="words">Its words.</param>
    /// <param name="isNear">Whether it is near an earlier row: then its passages are not looked for.</param>
    public IReadOnlyList<Passage> Find(long number, RowText row, RowPlan fields, WordList words, bool isNear)
    {
        if (!_rows.Has(number))
        {
            return [];
        }

        _printed.Read(words.Hashes);
        Pack.Add(_printed.Words);
        _prints.Add(_printed.Prints);
        _found.Clear();
        for (var compared = 0; _more && _pairs.Current.Row == number; _more = _pairs.MoveNext())
        {
            if (isNear || compared++ >= MaxEarlier)
            {
                continue;
            }

            var earlier = _pairs.Current.Earlier;
            foreach (var run in WordRuns.Find(_printed, Pack.Read(earlier), _prints.Read(earlier)))
            {
                if (run.Length >= WordRuns.PassageLength)
                {
                    _found.Add((run, earlier));
                }
            }
        }

        return _found.Count == 0 ? [] : Passages(row, fields, words);
    }

    public void Dispose()
    {
        _pairs.Dispose();
        Pack.Dispose();
        _prints.Dispose();
    }

    private List<Passage> Passages(RowText row, RowPlan fields, WordList words)
    {
        var longest = _found.OrderByDescending(r => r.Run.Length).ThenBy(r => r.Earlier).ThenBy(r => r.Run.Start);
        return WordRuns.Apart(longest, r => r.Run).Take(MaxPassages).ToList().ConvertAll(r => new Passage(
            r.Earlier, r.Run, RowSpans.Between(row, fields, words.Start(r.Run.Start), words.End(r.Run.Start + r.Run.Length - 1))));
    }
}
