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
public sealed record RowFormat(FileFormat Format, RowPlan Plan, int[] Columns, byte Delimiter = (byte)',', TextRows TextRows = TextRows.Paragraph)
{
    /// <summary>Finds the ends of rows.</summary>
    internal IRowBoundaries Boundaries => Format switch
    {
        FileFormat.JsonArray => new JsonArrayBoundaries(),
        FileFormat.Csv => new CsvBoundaries(Delimiter),
        FileFormat.Text when TextRows == TextRows.Paragraph => new ParagraphBoundaries(),
        FileFormat.Text when TextRows == TextRows.File => new WholeFile(),
        _ => new LineBoundaries(),
    };

    /// <summary>Whether blocks can be located independently of those before them.</summary>
    internal bool IsSeekable => Boundaries is LineBoundaries;

    /// <summary>Creates a reader for one thread.</summary>
    internal RowReader Open(BlockSizes sizes) => new(Boundaries, Parser(), sizes.Longest);

    private IRowParser Parser() => Format switch
    {
        FileFormat.JsonLines or FileFormat.Parquet => new JsonRow(Plan),
        FileFormat.JsonArray => new JsonArrayRow(Plan),
        FileFormat.Csv => new CsvRow(Columns, Plan, Delimiter),
        _ => new TextRow(),
    };
}
