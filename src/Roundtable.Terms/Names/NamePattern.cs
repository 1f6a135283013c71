namespace Roundtable.Terms.Names;

/// <summary>
/// A pattern over the tokens of a model's name. Words match themselves; <c>#</c> stands for digits within a token (<c>gpt-#.#</c>),
/// <c>*</c> for any tokens, and <c>[mini,nano]</c> for any of the words in it, any number of times. Sizes, dates, quantisations and the
/// like may follow everywhere after the first word without being named, and nothing else may.
/// </summary>
internal sealed class NamePattern
{
    private readonly List<Item> _items = [];

    private NamePattern(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>How many words it names. Wildcards, digits and lists are none: a pattern is as specific as what it insists on.</summary>
    public int Specificity => _items.Count(i => i.Word is { } word && !word.Contains('#', StringComparison.Ordinal));

    /// <summary>The word with which a name begins that it matches; null where that may be any.</summary>
    public string? First => _items is [{ Word: { } word }, ..] && !word.Contains('#', StringComparison.Ordinal) ? word : null;

    /// <summary>Parses a pattern; one that names no word matches nothing.</summary>
    public static NamePattern Parse(string text)
    {
        var pattern = new NamePattern(text);
        var rest = text[(text.LastIndexOf('/') + 1)..].ToLowerInvariant();
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('[', StringComparison.Ordinal);
            var close = open < 0 ? -1 : rest.IndexOf(']', open);
            pattern.AddWords(close < 0 ? rest : rest[..open]);
            if (close < 0)
            {
                break;
            }

            pattern._items.Add(new Item(null, [.. rest[(open + 1)..close].Split(',').SelectMany(ModelName.Split)]));
            rest = rest[(close + 1)..];
        }

        return pattern;
    }

    /// <summary>Whether a name of these tokens matches.</summary>
    public bool Matches(IReadOnlyList<string> tokens)
    {
        if (Specificity == 0)
        {
            return false;
        }

        // The places in the pattern at which the tokens so far may have arrived, each with the token after its last word.
        HashSet<(int Item, int From)> places = [(0, 0)];
        for (var at = 0; at <= tokens.Count; at++)
        {
            Skip(places);
            if (at == tokens.Count)
            {
                return places.Any(p => p.Item == _items.Count);
            }

            HashSet<(int Item, int From)> next = [];
            foreach (var (item, from) in places)
            {
                Step(tokens, at, item, from, next);
            }

            if (next.Count == 0)
            {
                return false;
            }

            places = next;
        }

        return false;
    }

    private void Step(IReadOnlyList<string> tokens, int at, int item, int from, HashSet<(int Item, int From)> next)
    {
        if (item < _items.Count)
        {
            switch (_items[item])
            {
                case { Word: { } word } when Fits(word, tokens[at]):
                    next.Add((item + 1, at + 1));
                    break;
                case { Word: null, Words: null }:
                    next.Add((item, at + 1));
                    break;
                case { Words: { } words } when words.Any(w => Fits(w, tokens[at])):
                    next.Add((item, at + 1));
                    break;
            }
        }

        // Also between two words: 'qwen2.5-instruct-3b' has to meet the pattern of 'qwen2.5-3b', which is under another licence. A size
        // stays in its place, though: 'qwen2.5-72b-turbo' is no 'qwen2.5-turbo'.
        var isBetween = item < _items.Count && _items[item].Word is not null;
        if (item > 0 && !(isBetween && NeutralTokens.IsSize(tokens[at])) && NeutralTokens.IsNeutral(tokens, at, from))
        {
            next.Add((item, from));
        }
    }

    private void Skip(HashSet<(int Item, int From)> places)
    {
        foreach (var (item, from) in places.ToList())
        {
            for (var i = item; i < _items.Count && _items[i].Word is null; i++)
            {
                places.Add((i + 1, from));
            }
        }
    }

    private void AddWords(string text)
    {
        foreach (var part in text.Split('*').Select((words, i) => (words, i)))
        {
            if (part.i > 0)
            {
                _items.Add(new Item(null, null));
            }

            var words = ModelName.Split(part.words);
            _items.AddRange((_items.Count == 0 ? ModelName.WithoutHost(words) : words).Select(word => new Item(word, null)));
        }
    }

    private static bool Fits(string word, string token)
    {
        if (!word.Contains('#', StringComparison.Ordinal))
        {
            return word == token;
        }

        var at = 0;
        foreach (var c in word)
        {
            if (c != '#')
            {
                if (at >= token.Length || token[at] != c)
                {
                    return false;
                }

                at++;
                continue;
            }

            var digits = token.Skip(at).TakeWhile(char.IsAsciiDigit).Count();
            if (digits is 0 or > 2)
            {
                return false;
            }

            at += digits;
        }

        return at == token.Length;
    }

    /// <summary>A word, a list of words, or (neither) any tokens.</summary>
    private sealed record Item(string? Word, IReadOnlyList<string>? Words);
}
