using System.Text.RegularExpressions;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>
/// How many positions of an open question say the same, as far as their words tell without a judgement: positions agree where the words of the
/// shortest stand in all of them. Whether two long sentences in different words mean the same is not decided here.
/// </summary>
/// <param name="Clusters">Groups of positions that agree, the largest first, as indices.</param>
/// <param name="Fewest">How many agree at least.</param>
/// <param name="Most">How many agree at most: the same, and whoever uses other words at some length.</param>
/// <param name="Cores">The words of each cluster's shortest position.</param>
internal sealed partial record PositionAgreement(IReadOnlyList<IReadOnlyList<int>> Clusters, int Fewest, int Most, IReadOnlyList<IReadOnlySet<string>> Cores)
{
    /// <summary>A position of at most so many words of its own says all it has to say in them: without the others' words it is another one.</summary>
    private const int ShortWords = 3;

    private const char FirstUnspaced = '\u2E80';

    private static readonly HashSet<string> _idle = new(
        [
            "a", "an", "the", "and", "or", "but", "of", "on", "in", "at", "to", "for", "by", "with", "from", "is", "are", "was", "were", "be", "been", "it",
            "its", "that", "this",
            "these", "those", "i", "i'm", "im", "am", "my", "me", "we", "our", "as", "so", "still", "would", "will", "can", "should", "maintain",
            "maintaining", "keep", "stand",
            "position", "answer", "think", "believe", "say", "word", "call", "called", "usual", "usually", "best", "simply", "most", "one", "s", "there",
            "exactly",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _negations =
        new(["not", "no", "never", "neither", "nor", "cannot", "without", "against"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] _numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>How far the answers of a page agree; abstentions are none.</summary>
    public static PositionAgreement Of(Transcript page) => Of([.. page.Ballots.Select(b => PageOptions.IsAbstention(b.Choice) ? "" : b.Choice)], page.Question);

    /// <summary>How far these positions agree.</summary>
    /// <param name="positions">The positions, in the order of the ballots; an empty one is none.</param>
    /// <param name="question">The question, whose own words tell no two positions apart.</param>
    public static PositionAgreement Of(IReadOnlyList<string> positions, string question)
    {
        var asked = Tokens(question).ToHashSet(StringComparer.Ordinal);
        HashSet<string>[] words = [.. positions.Select(p => Words(p, asked))];
        List<int> stated = [.. Enumerable.Range(0, words.Length).Where(i => words[i].Count > 0)];

        // The shortest positions are what others may agree with: those that no other position's words stand in.
        List<int> cores = [];
        foreach (var i in stated.OrderBy(i => words[i].Count).ThenBy(i => i))
        {
            if (!cores.Exists(c => Within(words[c], words[i])))
            {
                cores.Add(i);
            }
        }

        var clusters = cores.ToDictionary(c => c, _ => new List<int>());
        foreach (var i in stated)
        {
            var fit = cores.FindAll(c => Within(words[c], words[i]));
            clusters[fit.Count == 1 ? fit[0] : fit.Find(c => words[c].SetEquals(words[i]))].Add(i);
        }

        List<IReadOnlyList<int>> ordered = [.. clusters.Values.Where(c => c.Count > 0).OrderByDescending(c => c.Count).ThenBy(c => c[0])];
        if (ordered.Count == 0)
        {
            return new PositionAgreement([], 0, 0, []);
        }

        var core = words[ordered[0].MinBy(i => words[i].Count)];
        var unclear = stated.Except(ordered[0])
            .Where(i => !Denies(words[i], core))
            .Count(i => Size(words[i]) > ShortWords || Size(core) > ShortWords || words[i].Overlaps(core));
        return new PositionAgreement(ordered, ordered[0].Count, ordered[0].Count + unclear, [.. ordered.Select(c => words[c.MinBy(i => words[i].Count)])]);
    }

    /// <summary>How many hold the one position that words name; null where they name none, or could name two.</summary>
    public int? Holding(string words)
    {
        var named = Words(words, []);
        List<int> fit = [.. Enumerable.Range(0, Cores.Count).Where(i => Within([.. Cores[i]], named) || Within(named, [.. Cores[i]]))];
        return named.Count > 0 && fit.Count == 1 ? Clusters[fit[0]].Count : null;
    }

    /// <summary>The clusters as the verdict counts them: seat numbers from 1, named by their shortest position.</summary>
    public Clustering Clustering(IReadOnlyList<string> positions)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        return new Clustering(
            1,
            [
                .. Clusters.Select(c => new Cluster(Unused(positions[c.MinBy(i => positions[i].Length)].Trim()), [.. c.Select(i => i + 1)])),
            ],
            "words");

        string Unused(string name)
        {
            var unused = name;
            for (var i = 2; !names.Add(unused); i++)
            {
                unused = $"{name} ({i})";
            }

            return unused;
        }
    }

    /// <summary>How many words that is; scripts without spaces have about two letters to a word.</summary>
    private static int Size(HashSet<string> words) => words.Sum(w => Math.Max(1, w.Count(c => c >= FirstUnspaced) / 2));

    /// <summary>The same words, denied by the one and affirmed by the other.</summary>
    private static bool Denies(HashSet<string> words, HashSet<string> others) =>
        words.Overlaps(_negations) != others.Overlaps(_negations) && others.Except(_negations, StringComparer.OrdinalIgnoreCase).All(words.Contains);

    /// <summary>The words of one stand in the other, and neither denies what the other affirms.</summary>
    private static bool Within(HashSet<string> words, HashSet<string> others) =>
        words.IsSubsetOf(others) && words.Overlaps(_negations) == others.Overlaps(_negations);

    private static HashSet<string> Words(string position, HashSet<string> asked)
    {
        List<string> all = [.. Tokens(position)];
        HashSet<string> own = [.. all.Where(w => !_idle.Contains(w) && !asked.Contains(w))];
        if (own.Count > 0 && !own.All(_negations.Contains))
        {
            return own;
        }

        // Only the question's words are left: then those are what it says.
        HashSet<string> said = [.. all.Where(w => !_idle.Contains(w))];
        return said.Count > 0 ? said : all.Count > 0 || position.Trim().Length == 0 ? [.. all] : [position];
    }

    private static IEnumerable<string> Tokens(string text) =>
        Word().Matches(text.Replace('’', '\'').ToLowerInvariant()).Select(m => m.Value).Select(w =>
            w.EndsWith("n't", StringComparison.Ordinal) ? "not"
            : Array.IndexOf(_numbers, w) is var number and >= 0 ? FormattableString.Invariant($"{number}")
            : w.Length > 3 && w.EndsWith('s') && !w.EndsWith("ss", StringComparison.Ordinal) ? w.TrimEnd('s').TrimEnd('\'')
            : w);

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}']*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
