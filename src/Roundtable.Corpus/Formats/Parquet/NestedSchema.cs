using System.Text.Json;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>
/// What rows of JSON are as a table: columns of texts, truth values, lists and groups, found by looking at every row. What is null or missing in a row is
/// absent in the table; lists without elements and texts without characters stay what they are.
/// </summary>
public sealed class NestedSchema
{
    private enum Shape
    {
        Nothing,
        Text,
        Truth,
        Items,
        Group,
    }

    private readonly List<(string Name, NestedSchema Schema)> _members = [];
    private Shape _shape = Shape.Nothing;

    /// <summary>Whether it is a list; the schema of its elements is its only member.</summary>
    internal bool IsList => _shape == Shape.Items;

    /// <summary>Whether it is a group of members.</summary>
    internal bool IsGroup => _shape == Shape.Group;

    /// <summary>The physical type where it is neither a list nor a group. What is never there is a column of texts without one.</summary>
    internal ParquetType Type => _shape == Shape.Truth ? ParquetType.Boolean : ParquetType.ByteArray;

    /// <summary>Its members, in the order in which they were met.</summary>
    internal IReadOnlyList<(string Name, NestedSchema Schema)> Members => _members;

    /// <summary>Takes in a row, or a value at one place of it.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">
    /// When no column can hold the values met so far: two kinds at one place, a number, or an object without members.
    /// </exception>
    public void Add(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                Be(Shape.Text);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Be(Shape.Truth);
                break;
            case JsonValueKind.Array:
                Be(Shape.Items);
                foreach (var element in value.EnumerateArray())
                {
                    Member("element").Add(element);
                }

                _ = Member("element");
                break;
            case JsonValueKind.Object when value.EnumerateObject().Any():
                Be(Shape.Group);
                foreach (var member in value.EnumerateObject())
                {
                    Member(member.Name).Add(member.Value);
                }

                break;
            default:
                throw new ArgumentException($"There is no column for {value.ValueKind} values.", nameof(value));
        }
    }

    private void Be(Shape shape) => _shape = _shape == Shape.Nothing || _shape == shape
        ? shape
        : throw new ArgumentException($"No column holds both {_shape} and {shape} values.", nameof(shape));

    private NestedSchema Member(string name)
    {
        foreach (var (known, schema) in _members)
        {
            if (known == name)
            {
                return schema;
            }
        }

        var added = new NestedSchema();
        _members.Add((name, added));
        return added;
    }
}
