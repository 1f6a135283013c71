using System.Buffers;
using System.Text;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Writes Thrift's compact protocol: the counterpart of <see cref="ThriftReader"/>.</summary>
/// <param name="output">The destination.</param>
internal sealed class ThriftWriter(IBufferWriter<byte> output)
{
    private int _lastField;

    /// <summary>Writes a field: a 32-bit integer.</summary>
    public void Int(int id, int value)
    {
        Head(id, ThriftType.Int);
        Integer(value);
    }

    /// <summary>Writes a field: a 64-bit integer.</summary>
    public void Long(int id, long value)
    {
        Head(id, ThriftType.Long);
        Integer(value);
    }

    /// <summary>Writes a field: text.</summary>
    public void Text(int id, string value)
    {
        Head(id, ThriftType.Binary);
        Text(value);
    }

    /// <summary>Writes a field: a struct.</summary>
    public void Struct(int id, Action fields)
    {
        Head(id, ThriftType.Struct);
        Struct(fields);
    }

    /// <summary>Writes a struct that is an element of a list, or the outermost one.</summary>
    public void Struct(Action fields)
    {
        var outer = _lastField;
        _lastField = 0;
        fields();
        output.Write([(byte)ThriftType.Stop]);
        _lastField = outer;
    }

    /// <summary>Writes a field: a list.</summary>
    public void List<T>(int id, ThriftType type, IReadOnlyCollection<T> elements, Action<T> write)
    {
        Head(id, ThriftType.List);
        if (elements.Count < 15)
        {
            output.Write([(byte)((elements.Count << 4) | (int)type)]);
        }
        else
        {
            output.Write([(byte)(0xF0 | (int)type)]);
            Varint.Write(output, (ulong)elements.Count);
        }

        foreach (var element in elements)
        {
            write(element);
        }
    }

    /// <summary>Writes an element of a list: an integer.</summary>
    public void Integer(long value) => Varint.Write(output, (ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes an element of a list: text.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Varint.Write(output, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private void Head(int id, ThriftType type)
    {
        // Fields are written in the order of their numbers, none more than 15 after the last.
        output.Write([(byte)(((id - _lastField) << 4) | (int)type)]);
        _lastField = id;
    }
}
