using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>
/// Finds the test items that stand in a row, wherever they stand: alone, within a prompt, or spread over the turns of a chat. Candidates are the items that
/// have five words in a row in common with it; the words around them decide. Not thread-safe.
/// </summary>
/// <param name="index">The items.</param>
internal sealed class BenchmarkSearch(BenchmarkIndex index)
{
    /// <summary>The number of words of an n-gram from which a part of an item is told.</summary>
    public const int PartLength = 13;

    private const double MinShare = 0.8, MinShareOfAll = 0.9;

    // A shorter text with an edit is another text.
    private const int MinEdited = 10;

    // Texts of one template have most words in common: an edited text also has a run of its words, or nearly all of many.
    private const int MinRun = 8, MinLong = 20;
    private const int Gram = 5;
    private const int OptionLetters = 6;
    private const int OptionWindow = 60;

    private readonly List<(int Text, int Shift, int At)> _hits = [];
    private readonly CommonWords _common = new();

    /// <summary>Adds the items that stand in a row: the best match of each.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plan">The plan by which it was read.</param>
    /// <param name="words">The words of all its texts.</param>
    /// <param name="grams">The shingles of these words.</param>
    /// <param name="into">Receives the items.</param>
    public void Add(RowText row, RowPlan plan, WordList words, ReadOnlySpan<ulong> grams, List<BenchmarkMatch> into)
    {
        if (words.Count < Gram)
        {
            return;
        }

        _hits.Clear();
        for (var at = 0; at < grams.Length; at++)
        {
            foreach (var (text, word) in index.Find(grams[at]))
            {
                _hits.Add((text, at - word, at));
            }
        }

        if (_hits.Count == 0)
        {
            return;
        }

        _hits.Sort();
        Dictionary<(int Benchmark, int Item), (Found Found, int Text)> best = [];
        for (var first = 0; first < _hits.Count;)
        {
            var after = first + 1;
            for (; after < _hits.Count && _hits[after].Text == _hits[first].Text; after++)
            {
            }

            var (benchmark, text) = index.Text(_hits[first].Text);
            if (Verify(row, words, text, first, after) is { } found
                && (!best.TryGetValue((benchmark, text.Item), out var other) || IsBetter(found, other.Found)))
            {
                best[(benchmark, text.Item)] = (found, _hits[first].Text);
            }

            first = after;
        }

        foreach (var ((benchmark, item), (found, text)) in best.OrderBy(b => b.Key))
        {
            var (of, place) = (index.Benchmarks[benchmark], index.Benchmarks[benchmark].Items[item]);
            var spans = RowSpans.Between(row, plan, words.Start(found.Start), words.End(found.End - 1));
            into.Add(new BenchmarkMatch(
                of.Name, of.Files[place.File], place.Row, found.Form, found.Run, Math.Round(found.Share, 4), index.Text(text).Text.IsAnswer, spans));
        }
    }

    private static bool IsBetter(Found one, Found other) => one.Form < other.Form || (one.Form == other.Form && one.Share > other.Share);

    private Found? Verify(RowText row, WordList words, BenchmarkText text, int first, int after)
    {
        var all = words.Hashes;
        var own = text.Words;
        Found? best = null;
        for (var i = first; i < after; i++)
        {
            var shift = _hits[i].Shift;
            if (i > first && _hits[i - 1].Shift == shift)
            {
                continue;
            }

            if (shift >= 0 && shift + own.Length <= all.Length && all.Slice(shift, own.Length).SequenceEqual(own)
                && Whole(row, words, text, shift) is { } whole && (best is null || IsBetter(whole, best)))
            {
                best = whole;
                if (whole.Form == MatchForm.Verbatim)
                {
                    return best;
                }
            }
        }

        return best ?? (text.Needs == Needed.OptionsOrAlone ? null : Partly(words, text, first, after));
    }

    /// <summary>An item of which every word is there.</summary>
    private static Found? Whole(RowText row, WordList words, BenchmarkText text, int at)
    {
        var end = at + text.Words.Length;
        var order = Options(words.Hashes, text.Options, at, end);
        if (text.Needs == Needed.OptionsOrAlone && order is null && !IsAlone(row, words, at, end))
        {
            return null;
        }

        var form = order is false ? MatchForm.OptionsReordered
            : XxHash.Of(row.Text[words.Start(at)..words.End(end - 1)]) == text.Hash ? MatchForm.Verbatim
            : MatchForm.Reformatted;
        return new Found(form, at, end, text.Words.Length, 1);
    }

    /// <summary>Whether all options of an item follow its question, and in their order; null where one is missing or there are none.</summary>
    private static bool? Options(ReadOnlySpan<ulong> words, IReadOnlyList<ulong[]> options, int question, int after)
    {
        if (options.Count < 2)
        {
            return null;
        }

        var length = options.Sum(o => o.Length + OptionLetters) + OptionWindow;
        return Order(words[after..Math.Min(words.Length, after + length)], options) ?? Order(words[Math.Max(0, question - length)..question], options);
    }

    private static bool? Order(ReadOnlySpan<ulong> words, IReadOnlyList<ulong[]> options)
    {
        Span<bool> taken = stackalloc bool[Math.Min(words.Length, 4096)];
        words = words[..taken.Length];
        var (isOrdered, last) = (true, -1);

        // Longer ones first: an option can stand within another one.
        var places = new int[options.Count];
        foreach (var i in Enumerable.Range(0, options.Count).OrderByDescending(i => options[i].Length).ThenBy(i => i))
        {
            var place = Free(words, options[i], taken);
            if (place < 0)
            {
                return null;
            }

            taken.Slice(place, options[i].Length).Fill(true);
            places[i] = place;
        }

        foreach (var place in places)
        {
            isOrdered &= place > last;
            last = place;
        }

        return isOrdered;
    }

    private static int Free(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> option, ReadOnlySpan<bool> taken)
    {
        for (var at = 0; at + option.Length <= words.Length; at++)
        {
            var next = words[at..].IndexOf(option);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (!taken.Slice(at, option.Length).Contains(true))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Whether some words are all words of one of the row's texts.</summary>
    private static bool IsAlone(RowText row, WordList words, int at, int end)
    {
        foreach (var part in row.Parts)
        {
            if (words.Start(at) >= part.Start && words.End(end - 1) <= part.Start + part.Length)
            {
                return (at == 0 || words.Start(at - 1) < part.Start) && (end == words.Count || words.Start(end) >= part.Start + part.Length);
            }
        }

        return false;
    }

    /// <summary>An item that is edited, or of which a part is there.</summary>
    private Found? Partly(WordList words, BenchmarkText text, int first, int after)
    {
        var all = words.Hashes;
        var own = text.Words;
        var slack = (own.Length / 8) + 4 + (text.Needs == Needed.NearlyAll ? text.Options.Count : 0);
        var (shift, most) = (0, 0);
        for (int from = first, to = first; from < after; from++)
        {
            for (; to < after && _hits[to].Shift <= _hits[from].Shift + slack; to++)
            {
            }

            if (to - from > most)
            {
                (shift, most) = (_hits[from].Shift, to - from);
            }
        }

        var (start, end) = (Math.Max(0, shift - slack), Math.Min(all.Length, shift + own.Length + (2 * slack)));
        var share = own.Length >= MinEdited ? (double)_common.Count(own, all[start..end]) / own.Length : 0;
        var (run, at) = Longest(all, own, first, after);
        if (share >= (text.Needs == Needed.NearlyAll ? MinShareOfAll : MinShare) && (run >= MinRun || (share >= MinShareOfAll && own.Length >= MinLong)))
        {
            return new Found(MatchForm.Edited, Math.Max(start, shift), Math.Min(end, shift + own.Length), run, share);
        }

        return run >= PartLength ? new Found(MatchForm.InPart, at, at + run, run, Math.Max(share, (double)run / own.Length)) : null;
    }

    /// <summary>The longest run of words that the row has in common with the text, and where it begins in the row.</summary>
    private (int Length, int At) Longest(ReadOnlySpan<ulong> all, ReadOnlySpan<ulong> own, int first, int after)
    {
        var (longest, place) = (0, 0);
        for (var i = first; i < after; i++)
        {
            var (_, shift, at) = _hits[i];
            if (i > first && _hits[i - 1].Shift == shift && _hits[i - 1].At == at - 1)
            {
                continue;
            }

            var (from, to) = (at, at + Gram);
            for (; from > 0 && from - shift > 0 && all[from - 1] == own[from - shift - 1]; from--)
            {
            }

            for (; to < all.Length && to - shift < own.Length && all[to] == own[to - shift]; to++)
            {
            }

            (longest, place) = to - from > longest ? (to - from, from) : (longest, place);
        }

        return (longest, place);
    }

    private sealed record Found(MatchForm Form, int Start, int End, int Run, double Share);
}
