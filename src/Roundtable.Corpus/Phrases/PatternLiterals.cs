using System.Globalization;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Reads from a pattern which strings must stand in whatever it finds, so that a text without them is ruled out by a search for these strings. A pattern is
/// what <see cref="PatternGrammar"/> compiles: literals, tables of words (<c>%name%</c>), groups, alternatives, classes, quantifiers, look-around. What is not
/// understood requires nothing.
/// </summary>
/// <param name="text">The folded pattern, its tables not yet filled in.</param>
/// <param name="tables">The folded words of each table; a table that is not there may be anything, nothing included.</param>
internal sealed class PatternLiterals(string text, IReadOnlyDictionary<string, string[]> tables)
{
    // Of two sets in sequence the combinations are made while they are few.
    private const int MaxCombined = 64;
    private const int MaxClass = 4;

    private static readonly Part _anything = new(null, [], null);
    private static readonly Part _nothing = new([""], [], null);

    private int _at;

    /// <summary>What a pattern requires.</summary>
    /// <param name="text">The folded pattern, its tables not yet filled in.</param>
    /// <param name="tables">The folded words of each table.</param>
    /// <returns>
    /// Sets of strings, of each of which one stands in every match; the strings with one of which every match begins, null where that is not known.
    /// </returns>
    public static (IReadOnlyList<string[]> Required, string[]? Heads) Of(string text, IReadOnlyDictionary<string, string[]> tables)
    {
        var whole = new PatternLiterals(text, tables).Alternatives();
        var heads = whole.Exact ?? whole.Head;
        return ([.. whole.Sets()], IsUseful(heads) ? heads : null);
    }

    /// <summary>Whether strings are worth a search: not so short that they stand in every text.</summary>
    private static bool IsUseful(string[]? literals) => literals is { Length: > 0 } && Array.TrueForAll(literals, l => l.Length > 1 || l is [> '\u2E80']);

    private Part Alternatives()
    {
        List<Part> parts = [Sequence()];
        while (Take("|"))
        {
            parts.Add(Sequence());
        }

        if (parts is [var only])
        {
            return only;
        }

        if (parts.TrueForAll(p => p.Exact is not null))
        {
            return new Part([.. parts.SelectMany(p => p.Exact!).Distinct(StringComparer.Ordinal)], [], null);
        }

        var best = parts.ConvertAll(p => p.Sets().MaxBy(s => s.Min(l => l.Length)));
        var heads = parts.ConvertAll(p => p.Exact ?? p.Head);
        return new Part(
            null,
            best.TrueForAll(b => b is not null) ? [[.. best.SelectMany(b => b!)]] : [],
            heads.TrueForAll(h => h is not null) ? [.. heads.SelectMany(h => h!)] : null);
    }

    private Part Sequence()
    {
        List<string[]> required = [];
        string[] run = [""];
        string[]? head = null;
        var isWhole = true;
        while (_at < text.Length && text[_at] is not ('|' or ')'))
        {
            var part = Quantified(Atom());
            if (part.Exact is { } exact && run.Length * exact.Length <= MaxCombined)
            {
                run = [.. run.SelectMany(r => exact.Select(e => r + e))];
                continue;
            }

            if (isWhole)
            {
                (isWhole, head) = (false, run is [""] ? part.Exact ?? part.Head : run);
            }

            required.Add(run);
            required.AddRange(part.Required);
            run = part.Exact ?? [""];
        }

        return isWhole ? new Part(run, [], null) : new Part(null, [.. required, run], head);
    }

    private Part Quantified(Part part)
    {
        if (Quantifier() is not var (least, most))
        {
            return part;
        }

        Take("?");
        return least == 0 ? _anything
            : (least, most) == (1, 1) ? part
            : new Part(null, [.. part.Sets()], part.Exact ?? part.Head);
    }

    private (int Least, int Most)? Quantifier()
    {
        if (Take("?"))
        {
            return (0, 1);
        }

        if (Take("*"))
        {
            return (0, int.MaxValue);
        }

        if (Take("+"))
        {
            return (1, int.MaxValue);
        }

        if (_at + 1 >= text.Length || text[_at] != '{' || !char.IsAsciiDigit(text[_at + 1]))
        {
            return null;
        }

        var end = text.IndexOf('}', _at);
        var bounds = text[(_at + 1)..end].Split(',');
        _at = end + 1;
        var least = int.Parse(bounds[0], CultureInfo.InvariantCulture);
        return (least, bounds is [_] ? least : bounds[1].Length == 0 ? int.MaxValue : int.Parse(bounds[1], CultureInfo.InvariantCulture));
    }

    private Part Atom()
    {
        var c = text[_at++];
        switch (c)
        {
            case '^' or '$':
                return _nothing;
            case '.':
                return _anything;
            case '[':
                return Class();
            case '\\':
                return Escape();
            case '%' when text.IndexOf('%', _at) is > 0 and var end:
                var name = text[_at..end];
                _at = end + 1;
                return tables.TryGetValue(name, out var words) ? new Part(words, [], null) : _anything;
            case '(':
                var isLook = Take("?<!") || Take("?<=") || Take("?!") || Take("?=");
                if (!isLook && Take("?") && !Take(":"))
                {
                    _at = text.IndexOf('>', _at) + 1;
                }

                var inner = Alternatives();
                Take(")");
                return isLook ? _nothing : inner;
            default:
                return new Part([c.ToString()], [], null);
        }
    }

    private Part Escape()
    {
        var c = text[_at++];
        return c switch
        {
            'b' or 'B' or 'A' or 'z' or 'Z' or 'G' => _nothing,
            'n' => new Part(["\n"], [], null),
            _ => char.IsAsciiLetterOrDigit(c) ? Unknown(c) : new Part([c.ToString()], [], null),
        };
    }

    private Part Unknown(char c)
    {
        _at += c switch { 'u' => 4, 'x' => 2, _ => 0 };
        return _anything;
    }

    private Part Class()
    {
        var first = _at;
        var isPlain = text[_at] != '^';
        for (_at += isPlain ? 0 : 1; text[_at] != ']' || _at == first; _at++)
        {
            isPlain &= text[_at] is not ('\\' or '-');
            _at += text[_at] == '\\' ? 1 : 0;
        }

        var characters = text[first.._at++];
        return isPlain && characters.Length <= MaxClass ? new Part([.. characters.Select(c => c.ToString())], [], null) : _anything;
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
        {
            return false;
        }

        _at += token.Length;
        return true;
    }

    /// <summary>What a part of a pattern finds.</summary>
    /// <param name="Exact">All strings that it finds; null where they are not known.</param>
    /// <param name="Required">Where they are not: sets of strings, of each of which one stands in all that it finds.</param>
    /// <param name="Head">Where they are not: strings with one of which all that it finds begins; null where these are not known either.</param>
    private sealed record Part(string[]? Exact, List<string[]> Required, string[]? Head)
    {
        /// <summary>The sets that are worth a search.</summary>
        public IEnumerable<string[]> Sets() => (Exact is null ? Required : [Exact]).Where(IsUseful);
    }
}
