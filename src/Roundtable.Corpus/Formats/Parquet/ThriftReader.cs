using System.Text;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Reads Thrift's compact protocol, the encoding of Parquet's metadata. Malformed data throws an <see cref="InvalidDataException"/>.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _lastField;

    /// <summary>The next byte.</summary>
    public int At { get; private set; }

    /// <summary>Begins a struct; the result has to be passed to <see cref="End"/>.</summary>
    public int Begin()
    {
        var outer = _lastField;
        _lastField = 0;
        return outer;
    }

    /// <summary>Ends a struct.</summary>
    public void End(int outer) => _lastField = outer;

    /// <summary>The next field of a struct; false at its end.</summary>
    public bool Field(out int id, out ThriftType type)
    {
        var head = Byte();
        type = (ThriftType)(head & 0xF);
        if (type == ThriftType.Stop)
        {
            id = 0;
            return false;
        }

        var delta = head >> 4;
        id = _lastField = delta == 0 ? (int)Integer() : _lastField + delta;
        return true;
    }

    /// <summary>An integer of any width.</summary>
    public long Integer() => Varint.ZigZag(Number());

    /// <summary>The header of a list: the number and type of its elements.</summary>
    public int List(out ThriftType type)
    {
        var head = Byte();
        type = (ThriftType)(head & 0xF);
        var count = head >> 4;
        count = count == 15 ? checked((int)Math.Min(int.MaxValue, Number())) : count;

        // Each element has at least one byte.
        return count <= _bytes.Length - At ? count : throw Damaged();
    }

    /// <summary>Bytes.</summary>
    public ReadOnlySpan<byte> Binary()
    {
        var length = Number();
        if (length > (ulong)(_bytes.Length - At))
        {
            throw Damaged();
        }

        var value = _bytes.Slice(At, (int)length);
        At += (int)length;
        return value;
    }

    /// <summary>Text.</summary>
    public string Text() => Encoding.UTF8.GetString(Binary());

    /// <summary>Skips a value.</summary>
    public void Skip(ThriftType type, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw Damaged();
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Byte();
                break;
            case ThriftType.Short or ThriftType.Int or ThriftType.Long:
                Number();
                break;
            case ThriftType.Double:
                for (var i = 0; i < sizeof(double); i++)
                {
                    Byte();
                }

                break;
            case ThriftType.Binary:
                Binary();
                break;
            case ThriftType.List or ThriftType.Set:
                var count = List(out var element);
                for (var i = 0; i < count; i++)
                {
                    // A boolean in a list has a byte of its own.
                    Skip(element is ThriftType.True or ThriftType.False ? ThriftType.Byte : element, depth + 1);
                }

                break;
            case ThriftType.Struct:
                var outer = Begin();
                while (Field(out _, out var field))
                {
                    Skip(field, depth + 1);
                }

                End(outer);
                break;
            default:
                throw Damaged();
        }
    }

    private byte Byte() => At < _bytes.Length ? _bytes[At++] : throw Damaged();

    private ulong Number()
    {
        var at = At;
        var isThere = Varint.TryRead(_bytes, ref at, out var value);
        At = at;
        return isThere ? value : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("the Parquet metadata is damaged");
}
