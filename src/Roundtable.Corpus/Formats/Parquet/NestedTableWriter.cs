using System.Text;
using System.Text.Json;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>
/// Writes rows of JSON as a Parquet file with lists and groups, row by row, in memory of at most one row group (64 MB). Lists have the three levels of
/// Parquet's LogicalTypes.md, and everything is optional; values are shredded into columns as in Melnik et al., Dremel, 2010.
/// </summary>
public sealed class NestedTableWriter
{
    private const int Optional = 1;
    private const int Repeated = 2;
    private const int ListType = 3;

    private readonly List<ParquetElement> _elements = [];
    private readonly List<ParquetOutput> _columns = [];
    private readonly Node _root;
    private readonly ParquetWriter _writer;

    /// <summary>Begins a file.</summary>
    /// <param name="output">The destination; it is left open.</param>
    /// <param name="schema">What the rows are; every one of them was taken into it.</param>
    /// <exception cref="ArgumentException">When the rows are no objects.</exception>
    public NestedTableWriter(Stream output, NestedSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (!schema.IsGroup)
        {
            throw new ArgumentException("Rows of a table are objects.", nameof(schema));
        }

        _elements.Add(new ParquetElement("schema", null, null, schema.Members.Count, null));
        _root = new Node("", false, null, 0, [.. schema.Members.Select(m => Plan(m.Name, m.Schema, [m.Name], 0, 0))]);
        _writer = new ParquetWriter(output, _columns, _elements);
        _writer.Begin();
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">When it is not as the schema says.</exception>
    public void Add(JsonElement row)
    {
        foreach (var child in _root.Children)
        {
            Write(child, Member(row, child.Name), 0, 0);
        }

        _writer.EndRow();
    }

    /// <summary>Ends the file.</summary>
    public void End() => _writer.End();

    /// <summary>Lays out a place of a row: its elements of the schema, and a column for each leaf.</summary>
    private Node Plan(string name, NestedSchema schema, string[] path, int definition, int repetition)
    {
        if (schema.IsList)
        {
            _elements.Add(new ParquetElement(name, null, Optional, 1, ListType));
            _elements.Add(new ParquetElement("list", null, Repeated, 1, null));
            var element = Plan("element", schema.Members[0].Schema, [.. path, "list", "element"], definition + 2, repetition + 1);
            return new Node(name, true, null, repetition + 1, [element]);
        }

        if (schema.IsGroup)
        {
            _elements.Add(new ParquetElement(name, null, Optional, schema.Members.Count, null));
            return new Node(
                name, false, null, repetition, [.. schema.Members.Select(m => Plan(m.Name, m.Schema, [.. path, m.Name], definition + 1, repetition))]);
        }

        int? converted = schema.Type == ParquetType.ByteArray ? ParquetOutput.Utf8 : null;
        _elements.Add(new ParquetElement(name, schema.Type, Optional, 0, converted));
        var column = new ParquetOutput(name, schema.Type, isOptional: true, converted) { Path = path, Definition = definition + 1, Repetition = repetition };
        _columns.Add(column);
        return new Node(name, false, column, repetition, []);
    }

    private static void Write(Node node, JsonElement value, int repetition, int definition)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            Absent(node, repetition, definition);
        }
        else if (node.Column is { } column)
        {
            if (column.Type == ParquetType.Boolean)
            {
                column.Add(value.GetBoolean(), repetition);
            }
            else
            {
                column.Add(Encoding.UTF8.GetBytes(value.GetString()!), repetition);
            }
        }
        else if (!node.IsList)
        {
            foreach (var child in node.Children)
            {
                Write(child, Member(value, child.Name), repetition, definition + 1);
            }
        }
        else if (value.GetArrayLength() == 0)
        {
            Absent(node, repetition, definition + 1);
        }
        else
        {
            foreach (var element in value.EnumerateArray())
            {
                Write(node.Children[0], element, repetition, definition + 2);
                repetition = node.Level;
            }
        }
    }

    /// <summary>Marks every column below a place as absent from some level on.</summary>
    private static void Absent(Node node, int repetition, int definition)
    {
        node.Column?.AddNothing(definition, repetition);
        foreach (var child in node.Children)
        {
            Absent(child, repetition, definition);
        }
    }

    private static JsonElement Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A place of a row.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsList">Whether it is a list, whose elements are its only child.</param>
    /// <param name="Column">Its column; null where it has children.</param>
    /// <param name="Level">The number of lists that it lies in, itself among them.</param>
    /// <param name="Children">What lies in it.</param>
    private sealed record Node(string Name, bool IsList, ParquetOutput? Column, int Level, IReadOnlyList<Node> Children);
}
