using System.Buffers;

namespace Roundtable.Workspace.Documents;

/// <summary>Texts as cells of CSV (RFC 4180) that no spreadsheet takes for a formula.</summary>
public static class CsvCell
{
    private static readonly SearchValues<char> _quoted = SearchValues.Create(",\"\r\n;\t'");

    /// <summary>A text as a cell: quoted where it must be, harmless to spreadsheets.</summary>
    public static string Of(string text)
    {
        // OWASP on CSV injection: what begins with one of these is a formula to a spreadsheet, after blanks too.
        var shown = text.TrimStart() is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..]
            || text is ['\t' or '\r' or '\n', ..] ? "'" + text : text;
        return shown.AsSpan().ContainsAny(_quoted) ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : shown;
    }
}
