using System.Text.Unicode;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.PlainText;

/// <summary>Reads a row of plain text.</summary>
internal sealed class TextRow : IRowParser
{
    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row)
    {
        var text = bytes.TrimEnd("\r\n"u8);
        var zero = text.IndexOf((byte)0);
        if (zero >= 0)
        {
            return new RowFault(RowWords.Nul, zero);
        }

        if (!Utf8.IsValid(text))
        {
            return new RowFault(RowWords.NotUtf8, Json.JsonStrings.FirstNotUtf8(text));
        }

        row.Add(FieldRole.Text, 0, text);
        return null;
    }
}
