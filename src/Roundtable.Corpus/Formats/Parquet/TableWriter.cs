using System.Text;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>
/// Writes a flat table as a Parquet file, row by row, in memory of at most one row group (64 MB). Each column gets one value or none in each row.
/// </summary>
public sealed class TableWriter
{
    private readonly ParquetOutput[] _columns;
    private readonly ParquetWriter _writer;

    /// <summary>Begins a file.</summary>
    /// <param name="output">The destination; it is left open.</param>
    /// <param name="columns">The columns, with different names.</param>
    public TableWriter(Stream output, IReadOnlyList<TableColumn> columns)
    {
        _columns =
        [
            .. columns.Select(c => c.Kind switch
            {
                TableColumnKind.Text => new ParquetOutput(c.Name, ParquetType.ByteArray, isOptional: true, ParquetOutput.Utf8),
                TableColumnKind.Json => new ParquetOutput(c.Name, ParquetType.ByteArray, isOptional: true, ParquetOutput.Json),
                TableColumnKind.Integer => new ParquetOutput(c.Name, ParquetType.Int64, isOptional: true),
                TableColumnKind.Number => new ParquetOutput(c.Name, ParquetType.Double, isOptional: true),
                _ => new ParquetOutput(c.Name, ParquetType.Boolean, isOptional: true),
            }),
        ];
        _writer = new ParquetWriter(output, _columns);
        _writer.Begin();
    }

    /// <summary>Adds a row.</summary>
    /// <param name="values">
    /// One value a column: a <see cref="string"/> for text and JSON, a <see cref="long"/>, a <see cref="double"/>, a <see cref="bool"/>, or null.
    /// </param>
    /// <exception cref="ArgumentException">When there are more or fewer values than columns, or one is of another type than its column.</exception>
    public void Add(params ReadOnlySpan<object?> values)
    {
        if (values.Length != _columns.Length)
        {
            throw new ArgumentException($"{values.Length} values for {_columns.Length} columns.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            Add(_columns[i], values[i]);
        }

        _writer.EndRow();
    }

    /// <summary>Ends the file.</summary>
    public void End() => _writer.End();

    private static void Add(ParquetOutput column, object? value)
    {
        switch (value)
        {
            case null:
                column.AddNothing();
                break;
            case string text when column.Type == ParquetType.ByteArray:
                column.Add(Encoding.UTF8.GetBytes(text));
                break;
            case long integer when column.Type == ParquetType.Int64:
                column.Add(integer);
                break;
            case double number when column.Type == ParquetType.Double:
                column.Add(number);
                break;
            case bool truth when column.Type == ParquetType.Boolean:
                column.Add(truth);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} does not fit the column {column.Name}.", nameof(value));
        }
    }
}
