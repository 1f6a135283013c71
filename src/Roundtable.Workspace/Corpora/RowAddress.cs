using System.Globalization;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Corpora;

/// <summary>Rows as people name them.</summary>
public static class RowAddress
{
    /// <summary>The row that <c>FILE:ROW</c> names.</summary>
    /// <exception cref="WorkspaceException">When it is written in another way.</exception>
    public static (string File, long Row) Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? (text[..colon], row)
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"'{Neutralise.Line(text)}' is not of the form FILE:ROW, as in data/a.jsonl:12.");
    }
}
