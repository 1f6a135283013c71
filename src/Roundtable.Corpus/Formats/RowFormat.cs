using System.Text.Json.Serialization;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.PlainText;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats;

/// <summary>How the rows of one file are delimited and parsed.</summary>
/// <param name="Format">The format of the file.</param>
/// <param name="Plan">Which fields are read.</param>
/// <param name="Columns">For tables: for each column the index of its field in the plan; -1 for columns that are skipped.</param>
/// <param name="Delimiter">For tables: the field delimiter.</param>
/// <param name="TextRows">For plain text: how it is split into rows.</param>
/// <param name="Start">For a JSON array: the byte at which its bracket is, counted from the byte order mark if there is one.</param>
/// <param name="IsHeadless">For tables: whether the first record is a row, and not the names of the columns.</param>
public sealed record RowFormat(
    FileFormat Format,
    RowPlan Plan,
    int[] Columns,
    byte Delimiter = (byte)',',
    TextRows TextRows = TextRows.Paragraph,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Start = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsHeadless = false)
{
    /// <summary>The explicitly given fields that none of the rows has that were looked at when this was decided; not kept with a plan.</summary>
    [JsonIgnore]
    public AbsentFields Absent { get; init; } = AbsentFields.None;

    /// <summary>Finds the ends of rows.</summary>
    internal IRowBoundaries Boundaries => Format switch
    {
        FileFormat.JsonArray => new JsonArrayBoundaries(Start),
        FileFormat.JsonArrays => new JsonArrayBoundaries(Start, areMany: true),
        FileFormat.JsonValues => new JsonValueBoundaries(),
        FileFormat.Csv => new CsvBoundaries(Delimiter),
        FileFormat.Text when TextRows == TextRows.Paragraph => new ParagraphBoundaries(),
        FileFormat.Text when TextRows == TextRows.File => new WholeFile(),
        _ => new LineBoundaries(),
    };

    /// <summary>Whether blocks can be located independently of those before them.</summary>
    internal bool IsSeekable => Boundaries is LineBoundaries;

    /// <summary>Creates a reader for one thread.</summary>
    internal RowReader Open(BlockSizes sizes) => new(Boundaries, Parser(), sizes.Longest);

    /// <summary>The JSON value that a row is, without what stands around it in a file of another layout than lines.</summary>
    /// <param name="bytes">The bytes of the row.</param>
    /// <param name="isFirst">Whether it is the first row of the file.</param>
    internal ReadOnlySpan<byte> Value(ReadOnlySpan<byte> bytes, bool isFirst)
    {
        var row = isFirst && bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        row = row[ElementStart(row, isFirst)..];
        var json = new JsonCursor(row);
        _ = json.Peek();
        var start = json.At;
        return json.Skip() ? row[start..json.At] : row.Trim(" \t\r\n"u8);
    }

    /// <summary>Where in the bytes of a row, without byte order mark, its value begins.</summary>
    internal int ElementStart(ReadOnlySpan<byte> row, bool isFirst) => Format is FileFormat.JsonArray or FileFormat.JsonArrays
        ? JsonArrayRow.ElementStart(row, isFirst, Start, Format == FileFormat.JsonArrays)
        : 0;

    private IRowParser Parser() => Format switch
    {
        FileFormat.JsonArray => new JsonArrayRow(Plan, Start),
        FileFormat.JsonArrays => new JsonArrayRow(Plan, Start, areMany: true),
        FileFormat.Csv => new CsvRow(Columns, Plan, Delimiter, IsHeadless),
        FileFormat.Text => new TextRow(),
        _ => new JsonRow(Plan),
    };
}
