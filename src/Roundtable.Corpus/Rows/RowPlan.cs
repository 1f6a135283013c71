using System.Text;

namespace Roundtable.Corpus.Rows;

/// <summary>Which fields of a file's rows are read, and in which role. Other fields are skipped.</summary>
public sealed class RowPlan
{
    private readonly byte[][] _names;

    /// <summary>A plan for these fields.</summary>
    public RowPlan(string shape, IReadOnlyList<PlannedField> fields)
    {
        (Shape, Fields) = (shape, fields);
        _names = [.. fields.Select(f => Encoding.UTF8.GetBytes(f.Name))];
    }

    /// <summary>The shape of the rows: "chat", "instruction", "preference", "labelled", "text" or "custom".</summary>
    public string Shape { get; }

    /// <summary>The fields, in the order in which names are matched.</summary>
    public IReadOnlyList<PlannedField> Fields { get; }

    /// <summary>The index of the field with a name; -1 for none.</summary>
    internal int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of a nested field; -1 for none.</summary>
    internal int Find(ReadOnlySpan<byte> outer, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (IsWithin(_names[i], outer) && _names[i].AsSpan(outer.Length + 1).SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether fields nested in this one are read.</summary>
    internal bool Reaches(ReadOnlySpan<byte> outer)
    {
        foreach (var name in _names)
        {
            if (IsWithin(name, outer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWithin(ReadOnlySpan<byte> name, ReadOnlySpan<byte> outer) =>
        name.Length > outer.Length && name[outer.Length] == (byte)'.' && name.StartsWith(outer);
}
