using System.Buffers;
using System.Text;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Writes Thrift's compact protocol: the other side of <see cref="ThriftReader"/>.</summary>
/// <param name="output">Where it goes.</param>
internal sealed class ThriftWriter(IBufferWriter<byte> output)
{
    private int _lastField;

    /// <summary>Writes a field that is a whole number of 32 bits.</summary>
    public void Int(int id, int value)
    {
        Head(id, ThriftType.Int);
        Integer(value);
    }

    /// <summary>Writes a field that is a whole number of 64 bits.</summary>
    public void Long(int id, long value)
    {
        Head(id, ThriftType.Long);
        Integer(value);
    }

    /// <summary>Writes a field that is text.</summary>
    public void Text(int id, string value)
    {
        Head(id, ThriftType.Binary);
        Text(value);
    }

    /// <summary>Writes a field that is a struct.</summary>
    public void Struct(int id, Action fields)
    {
        Head(id, ThriftType.Struct);
        Struct(fields);
    }

    /// <summary>Writes a struct that is an element of a list, or what all is in.</summary>
    public void Struct(Action fields)
    {
        var outer = _lastField;
        _lastField = 0;
        fields();
        output.Write([(byte)ThriftType.Stop]);
        _lastField = outer;
    }

    /// <summary>Writes a field that is a list.</summary>
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

    /// <summary>Writes an element of a list that is a whole number.</summary>
    public void Integer(long value) => Varint.Write(output, (ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes an element of a list that is text.</summary>
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
