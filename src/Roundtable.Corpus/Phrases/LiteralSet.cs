using System.Buffers;

namespace Roundtable.Corpus.Phrases;

/// <summary>Strings one of which stands in whatever a pattern finds, or at its beginning; searched for all at once. Thread-safe.</summary>
internal sealed class LiteralSet
{
    private readonly SearchValues<string> _values;

    private LiteralSet(IReadOnlyList<string> literals)
    {
        Literals = literals;
        _values = SearchValues.Create([.. literals], StringComparison.Ordinal);
    }

    /// <summary>The strings that are searched for: none of those given stands in a text without one of these.</summary>
    public IReadOnlyList<string> Literals { get; }

    /// <summary>The set of strings that may stand anywhere: what contains another is left out.</summary>
    public static LiteralSet Anywhere(IEnumerable<string> literals) =>
        new(Least(literals, static (one, other) => one.Contains(other, StringComparison.Ordinal)));

    /// <summary>The set of strings whose place matters: what begins with another is left out.</summary>
    public static LiteralSet AtBeginning(IEnumerable<string> literals) =>
        new(Least(literals, static (one, other) => one.StartsWith(other, StringComparison.Ordinal)));

    /// <summary>Whether one of them stands in a text.</summary>
    public bool IsIn(ReadOnlySpan<char> text) => text.ContainsAny(_values);

    /// <summary>Where the first of them stands in a text from a position on; -1 for nowhere.</summary>
    public int Next(ReadOnlySpan<char> text, int from)
    {
        var at = from < text.Length ? text[from..].IndexOfAny(_values) : -1;
        return at < 0 ? -1 : from + at;
    }

    private static List<string> Least(IEnumerable<string> literals, Func<string, string, bool> covers)
    {
        List<string> least = [];
        foreach (var literal in literals.Distinct(StringComparer.Ordinal).OrderBy(l => l.Length).ThenBy(l => l, StringComparer.Ordinal))
        {
            if (!least.Exists(l => covers(literal, l)))
            {
                least.Add(literal);
            }
        }

        return least;
    }
}
