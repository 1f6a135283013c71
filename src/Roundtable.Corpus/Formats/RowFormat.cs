using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.PlainText;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats;

/// <summary>How the rows of one file are cut and read.</summary>
/// <param name="Format">How rows stand in the file.</param>
/// <param name="Plan">Which fields are read.</param>
/// <param name="Columns">For tables: which field of the plan each column is.</param>
/// <param name="Delimiter">For tables: what parts the fields.</param>
/// <param name="TextRows">For plain text: what a row is.</param>
public sealed record RowFormat(FileFormat Format, RowPlan Plan, int[] Columns, byte Delimiter = (byte)',', TextRows TextRows = TextRows.Paragraph)
{
    /// <summary>Finds where rows end.</summary>
    internal IRowBoundaries Boundaries => Format switch
    {
        FileFormat.JsonArray => new JsonArrayBoundaries(),
        FileFormat.Csv => new CsvBoundaries(Delimiter),
        FileFormat.Text when TextRows == TextRows.Paragraph => new ParagraphBoundaries(),
        FileFormat.Text when TextRows == TextRows.File => new WholeFile(),
        _ => new LineBoundaries(),
    };

    /// <summary>Whether blocks can be found without those before them.</summary>
    internal bool IsSeekable => Boundaries is LineBoundaries;

    /// <summary>Opens a reader for one thread.</summary>
    internal RowReader Open(BlockSizes sizes) => new(Boundaries, Parser(), sizes.Longest);

    private IRowParser Parser() => Format switch
    {
        FileFormat.JsonLines or FileFormat.Parquet => new JsonRow(Plan),
        FileFormat.JsonArray => new JsonArrayRow(Plan),
        FileFormat.Csv => new CsvRow(Columns, Plan, Delimiter),
        _ => new TextRow(),
    };
}
