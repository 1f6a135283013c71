using System.Text.Unicode;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.PlainText;

/// <summary>Parses a row of plain text.</summary>
internal sealed class TextRow : IRowParser
{
    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row)
    {
        var text = bytes.TrimEnd("\r\n"u8);
        var zero = text.IndexOf((byte)0);
        if (zero >= 0)
        {
            return new RowFault(FaultReasons.Nul, zero);
        }

        if (!Utf8.IsValid(text))
        {
            return new RowFault(FaultReasons.NotUtf8, Json.JsonStrings.FirstNotUtf8(text));
        }

        row.Add(FieldRole.Text, 0, text);
        return null;
    }
}
