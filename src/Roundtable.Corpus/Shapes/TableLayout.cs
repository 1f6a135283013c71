using System.Text;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Whether a table has a header, and what its columns are called.</summary>
internal static class TableLayout
{
    // Names of columns are short.
    private const int MaxName = 40;

    /// <summary>The fields of a record.</summary>
    public static List<string> Values(ReadOnlySpan<byte> record, byte delimiter)
    {
        List<string> values = [];
        var buffer = new TextBuffer();
        for (var fields = new CsvFields(record, delimiter); fields.Next(buffer);)
        {
            values.Add(Encoding.UTF8.GetString(buffer.Written));
        }

        return values;
    }

    /// <summary>The names of columns.</summary>
    /// <param name="first">The first record.</param>
    /// <param name="isHeader">Whether it has the names.</param>
    public static List<string> Names(IReadOnlyList<string> first, bool isHeader) =>
        [.. first.Select((v, i) => isHeader && v.Trim() is { Length: > 0 } name ? name : $"column {i + 1}")];

    /// <summary>
    /// Whether a record can be a header: no value is a number, an address or a sentence, none stands twice, and a name that is known is among them or the other
    /// records are not like it.
    /// </summary>
    /// <param name="first">The first record.</param>
    /// <param name="second">The second one; null for none.</param>
    public static bool IsHeader(IReadOnlyList<string> first, IReadOnlyList<string>? second)
    {
        if (first.Any(v => FieldRoles.Of(v.Trim(), []) is not null || FieldRoles.IsNever(v.Trim()) || FieldNames.Declarations.Contains(v.Trim())))
        {
            return true;
        }

        return !first.Any(IsValue)
            && first.Distinct(StringComparer.Ordinal).Count() == first.Count
            && (second is null || first.Count > 1 || !IsName(second[0]) || !IsName(first[0]));
    }

    private static bool IsName(string value) => value.Length <= MaxName && !value.Trim().Contains(' ', StringComparison.Ordinal);

    private static bool IsValue(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value.Trim());
        return value.Length > MaxName || value.Trim().Count(c => c == ' ') >= 3 || value.EndsWith('.') || value.EndsWith('?')
            || (bytes.Length > 0 && IdentifierShape.Is(bytes));
    }
}
