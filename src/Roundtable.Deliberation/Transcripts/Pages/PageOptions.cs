using System.Globalization;
using System.Text.RegularExpressions;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>
/// The options of a page, and which of them words mean. Where a page lists none, they come from its votes. An option is named by
/// its text, or by its key: the letter or number that the page shows before it, else the letter of its place in the list.
/// </summary>
public sealed partial class PageOptions
{
    private static readonly string[] _abstained = ["abstain", "abstains", "abstained", "abstention", "no vote", "none", "n/a", "no answer", "-", "–", "—"];
    private static readonly string[] _yesNo = ["YES", "NO"];

    private readonly string[] _names;
    private readonly string?[] _keys;

    private PageOptions(IReadOnlyList<string> texts, IReadOnlyList<string?> keys, int listed)
    {
        Texts = texts;
        Listed = listed;
        _names = [.. texts.Select(NameOf)];
        _keys = [.. keys.Select(k => k?.ToUpperInvariant())];
    }

    /// <summary>The options' texts; empty where the question is open, or where fewer than two or more than twenty-six can be told.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>How many of them, from the first, the page lists; the others are only voted for.</summary>
    public int Listed { get; }

    /// <summary>The options of a page.</summary>
    public static PageOptions Of(Transcript page)
    {
        if (page.IsOpen)
        {
            return new PageOptions([], [], 0);
        }

        var options = page.Options.Count >= Question.MinOptions ? OfList(page) : OfVotes(page);
        return options.Texts.Count is >= Question.MinOptions and <= Question.MaxOptions ? options : new PageOptions([], [], 0);
    }

    /// <summary>Whether words that stand where a vote should say that there is none.</summary>
    public static bool IsAbstention(string choice) => _abstained.Contains(choice.Trim(' ', '.', '(', ')', '*'), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The option that words name: "No", "no.", "**No**", "B", "Option B", "B.", "B: No". What is the key of one option and the text of
    /// another names neither.
    /// </summary>
    public OptionMatch Find(string words)
    {
        var said = Bare(words);
        if (said.Length == 0)
        {
            return default;
        }

        HashSet<int> found = [.. Named(said)];
        if (OptionWord().Match(said) is { Success: true } word)
        {
            var rest = Bare(word.Groups["rest"].Value);
            found.UnionWith(Named(rest));
            found.UnionWith(Keyed(rest));
        }
        else
        {
            found.UnionWith(Keyed(said));
        }

        if (found.Count == 0 && KeyFirst().Match(said) is { Success: true } first)
        {
            Both(first);
        }

        if (found.Count == 0 && KeyLast().Match(said) is { Success: true } last)
        {
            Both(last);
        }

        return found.Count == 1 ? new OptionMatch(found.First(), false) : new OptionMatch(null, found.Count > 1);

        // "B: No" names an option where the key and the words do, and the same one.
        void Both(Match match)
        {
            var named = Named(Bare(match.Groups["rest"].Value)).ToList();
            if (named.Count > 0)
            {
                found.UnionWith(named);
                found.UnionWith(Keyed(match.Groups["key"].Value));
            }
        }
    }

    private static PageOptions OfList(Transcript page)
    {
        List<ClaimedOption> listed = [.. page.Options.DistinctBy(o => NameOf(o.Text), StringComparer.Ordinal)];
        List<string> texts = [.. listed.Select(o => o.Text)];
        List<string?> keys =
            [.. listed.Select((o, i) => o.Key ?? (i < Question.MaxOptions ? Question.Letter(i).ToString(CultureInfo.InvariantCulture) : null))];
        var options = new PageOptions(texts, keys, texts.Count);
        foreach (var ballot in page.Ballots)
        {
            if (Bare(ballot.Choice).Length > 0 && !IsAbstention(ballot.Choice) && options.Find(ballot.Choice) is { Option: null, IsAmbiguous: false })
            {
                options = new PageOptions([.. options.Texts, Bare(ballot.Choice)], [.. options._keys, null], texts.Count);
            }
        }

        return options;
    }

    /// <summary>Without a list, votes are words and no keys; a vote as "B: No" shows both.</summary>
    private static PageOptions OfVotes(Transcript page)
    {
        List<string> said =
            [.. page.Ballots.Select(b => b.Choice).Where(c => !IsAbstention(c)).Select(Bare).Select(WithoutOptionWord).Where(c => c.Length > 0)];
        said.AddRange(page.Options.Select(o => o.Text));
        var keyed = said.Select(s => VoteWithKey().Match(s)).Where(m => m.Success)
            .DistinctBy(m => NameOf(m.Value), StringComparer.Ordinal)
            .Select(m => (Key: m.Groups["key"].Value, Text: Bare(m.Groups["rest"].Value))).ToList();
        if (keyed.Count > 0 && keyed.DistinctBy(k => k.Key, StringComparer.Ordinal).Count() == keyed.Count
            && keyed.DistinctBy(k => NameOf(k.Text), StringComparer.Ordinal).Count() == keyed.Count)
        {
            keyed = [.. keyed.OrderBy(k => k.Key, StringComparer.Ordinal)];
            var known = new PageOptions([.. keyed.Select(k => k.Text)], [.. keyed.Select(k => (string?)k.Key)], 0);
            List<string> more = [.. said.Where(s => known.Find(s) is { Option: null, IsAmbiguous: false }).DistinctBy(NameOf, StringComparer.Ordinal)];
            return new PageOptions([.. known.Texts, .. more], [.. known._keys, .. more.Select(_ => (string?)null)], 0);
        }

        List<string> texts = [.. said.DistinctBy(NameOf, StringComparer.Ordinal)];
        if (texts.Count < Question.MinOptions && page.Result?.Option is { } named)
        {
            texts = [.. texts.Append(Bare(named)).DistinctBy(NameOf, StringComparer.Ordinal)];
        }

        if (texts.TrueForAll(t => t.Length == 1 || int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            texts = [.. texts.OrderBy(t => t.Length).ThenBy(t => t, StringComparer.OrdinalIgnoreCase)];
        }
        else if (texts.TrueForAll(t => _yesNo.Contains(NameOf(t), StringComparer.Ordinal)))
        {
            texts = [.. texts.OrderBy(t => Array.IndexOf(_yesNo, NameOf(t)))];
        }

        return new PageOptions(texts, [.. texts.Select(_ => (string?)null)], 0);
    }

    private static string WithoutOptionWord(string words) =>
        OptionWord().Match(words) is { Success: true } match && Bare(match.Groups["rest"].Value) is { Length: <= 2 } key ? key : words;

    /// <summary>The words without marks around them.</summary>
    internal static string Bare(string words)
    {
        var bare = words.Trim(' ', '"', '“', '”', '„', '«', '»', '\'', '‘', '’', '*', '_', '`', '[', ']');
        return bare.Length > 1 ? bare.TrimEnd('.', ' ', '*') : bare;
    }

    private static string NameOf(string text) => Name.Key(Bare(text));

    private IEnumerable<int> Named(string words)
    {
        var name = NameOf(words);
        return name.Length == 0 ? [] : Enumerable.Range(0, _names.Length).Where(i => _names[i] == name);
    }

    private IEnumerable<int> Keyed(string words)
    {
        var key = words.Trim(' ', '.', ')', '(', ':', '[', ']').ToUpperInvariant();
        return key.Length == 0 ? [] : Enumerable.Range(0, _keys.Length).Where(i => _keys[i] == key);
    }

    [GeneratedRegex("""^(?:option|answer|choice)\s+(?<rest>.+)$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OptionWord();

    [GeneratedRegex(
        """^(?:option\s+)?\(?(?<key>[A-Za-z]|[0-9]{1,2})(?:[.):]\s*|\s+[-–—=]\s+"""
            + """|\s*\()(?<rest>.+?)\)?$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex KeyFirst();

    [GeneratedRegex("""^(?<rest>.+?)\s*[(\[](?:option\s+)?(?<key>[A-Za-z]|[0-9]{1,2})[)\]]$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex KeyLast();

    [GeneratedRegex("""^(?<key>[A-Z])(?:[.):]\s+|\s+[–—-]\s+)(?<rest>\S.*)$""", RegexOptions.NonBacktracking)]
    private static partial Regex VoteWithKey();
}
