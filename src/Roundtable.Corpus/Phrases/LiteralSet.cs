using System.Buffers;
using System.Text;

namespace Roundtable.Corpus.Phrases;

/// <summary>Strings one of which stands in whatever a pattern finds, or at its beginning; searched for all at once. Thread-safe.</summary>
internal sealed class LiteralSet
{
    private readonly SearchValues<string> _values;

    // Those that can stand in a text of ASCII alone, which most texts are; strings of other letters take a search that is many times as slow.
    private readonly SearchValues<string>? _ascii;

    private LiteralSet(IReadOnlyList<string> literals)
    {
        Literals = literals;
        _values = SearchValues.Create([.. literals], StringComparison.Ordinal);
        string[] ascii = [.. literals.Where(l => Ascii.IsValid(l))];
        _ascii = ascii.Length == literals.Count ? _values : ascii.Length == 0 ? null : SearchValues.Create(ascii, StringComparison.Ordinal);
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
    /// <param name="text">The text.</param>
    /// <param name="isAscii">Whether it is known to be of ASCII alone.</param>
    public bool IsIn(ReadOnlySpan<char> text, bool isAscii = false) => (isAscii ? _ascii : _values) is { } values && text.ContainsAny(values);

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
