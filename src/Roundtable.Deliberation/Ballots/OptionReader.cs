namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Which option an answer names: by its key, by its words, or by both. Where what it says can mean two options (the key of one and the text of another),
/// it names none: nobody guesses a vote.
/// </summary>
internal sealed class OptionReader
{
    private readonly IReadOnlyList<string> _options;
    private readonly OptionKeys _keys;
    private readonly List<string> _folded;
    private readonly List<string> _plain;
    private readonly bool _digits;

    /// <summary>A reader of answers.</summary>
    /// <param name="options">The options in the order in which they were shown.</param>
    /// <param name="keys">Their keys.</param>
    public OptionReader(IReadOnlyList<string> options, OptionKeys keys)
    {
        _options = options;
        _keys = keys;
        _folded = [.. options.Select(OptionText.Folded)];
        _plain = [.. options.Select(OptionText.Plain)];
        _digits = _plain.Exists(OptionText.HasDigit);
    }

    /// <summary>The position of the option that <paramref name="said"/> names, from 0; or null.</summary>
    /// <param name="said">What the answer says.</param>
    /// <param name="ambiguity">The options that it can mean, where they are several; else null.</param>
    public int? Read(string said, out string? ambiguity)
    {
        ambiguity = null;

        // The very words of an option are that option, whatever marks they have.
        var folded = OptionText.Folded(said);
        SortedSet<int> named = [.. Where(_folded, o => o == folded)];
        var plain = OptionText.Plain(said);
        if (named.Count == 0)
        {
            named.UnionWith(Where(_plain, o => o == plain));
        }

        if (named.Count == 0 && OptionText.Number(plain) is { } value)
        {
            named.UnionWith(Where(_plain, o => OptionText.Number(o) == value));
        }

        named.UnionWith(ByKey(plain));
        if (named.Count == 0)
        {
            named.UnionWith(ByKeyAndWords(plain));
        }

        if (named.Count > 1)
        {
            ambiguity = string.Join(" or ", named.Select(n => $"{_keys.Label(n)} (\"{Short(_options[n])}\")"));
        }

        return named.Count == 1 ? named.Min : null;
    }

    /// <summary>By the key alone: "B", "option b", "#2". A bare number counts places where no option has a digit, so that it can mean nothing else.</summary>
    private IEnumerable<int> ByKey(string plain)
    {
        var bare = OptionText.WithoutWord(plain);
        var name = bare.TrimStart('#');
        foreach (var at in Where(_keys.Names, n => n == name))
        {
            yield return at;
        }

        var worded = bare.Length < plain.Length;
        if ((worded || !_digits) && Place(name) is { } place)
        {
            yield return place;
        }

        if (worded)
        {
            // "Option B" where the options are called so, or are letters themselves.
            foreach (var at in Where(_plain, o => o == bare || OptionText.WithoutWord(o) == bare))
            {
                yield return at;
            }
        }
    }

    /// <summary>By key and words together: "B: Yes", "2. Yes", "1 (Yes)", "Yes (B)". Both count, so that a contradiction between them is seen.</summary>
    private SortedSet<int> ByKeyAndWords(string plain)
    {
        SortedSet<int> named = [];
        foreach (var (key, words) in Splits(plain))
        {
            var undressed = OptionText.Plain(words);
            var texts = Where(_plain, o => o == undressed).ToList();
            var keys = Named(OptionText.Plain(key));
            if (texts.Count > 0 && keys.Count > 0)
            {
                named.UnionWith(texts);
                named.UnionWith(keys);
            }
        }

        return named;
    }

    /// <summary>What a key beside words names: the options' own digits make no difference there, since the words are checked against it.</summary>
    private HashSet<int> Named(string plain)
    {
        HashSet<int> named = [.. ByKey(plain)];
        if (named.Count == 0 && Place(plain.TrimStart('#')) is { } place)
        {
            named.Add(place);
        }

        return named;
    }

    /// <summary>A whole number as a place among the options, from 0; null where there is no such place.</summary>
    private int? Place(string plain) =>
        OptionText.Number(plain) is { } number && number == decimal.Truncate(number) && number >= 1 && number <= _options.Count ? (int)number - 1 : null;

    private static IEnumerable<(string Key, string Words)> Splits(string plain)
    {
        const int longest = 12;
        for (var i = 1; i < Math.Min(plain.Length - 1, longest); i++)
        {
            if (".:)]-\u2013\u2014=,/|".Contains(plain[i], StringComparison.Ordinal)
                || (plain[i] == ' ' && "([-\u2013\u2014\"".Contains(plain[i + 1], StringComparison.Ordinal)))
            {
                yield return (plain[..i].TrimStart('(', '[', '*'), Words(plain.AsSpan(i + 1)));
            }
        }

        if (plain.EndsWith(')') && plain.LastIndexOf('(') is > 0 and var open && plain.Length - open <= longest)
        {
            yield return (plain[(open + 1)..^1], plain[..open]);
        }
    }

    /// <summary>What follows a key: without what parts the two, and with a sign that belongs to a number.</summary>
    private static string Words(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart("* ");
        while (rest.Length > 1 && ")].:-\u2013\u2014=/|".Contains(rest[0], StringComparison.Ordinal) && rest[1] == ' ')
        {
            rest = rest[1..].TrimStart("* ");
        }

        return rest.ToString();
    }

    private static IEnumerable<int> Where(IEnumerable<string> texts, Func<string, bool> test) =>
        texts.Select((text, at) => (text, at)).Where(t => test(t.text)).Select(t => t.at);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
