using System.Text;

namespace Roundtable.Tests.Samples;

/// <summary>A message in the wire format of protocol buffers.</summary>
internal sealed class ProtoMessage
{
    private readonly List<byte> _bytes = [];

    /// <summary>Its bytes.</summary>
    public byte[] Bytes => [.. _bytes];

    /// <summary>Adds a whole number.</summary>
    public ProtoMessage Add(int field, long number)
    {
        Varint((ulong)field << 3);
        Varint((ulong)number);
        return this;
    }

    /// <summary>Adds a text.</summary>
    public ProtoMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a message.</summary>
    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.Bytes);

    /// <summary>Adds bytes.</summary>
    public ProtoMessage Add(int field, byte[] bytes)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Varint(ulong number)
    {
        for (; number > 0x7F; number >>= 7)
        {
            _bytes.Add((byte)(number | 0x80));
        }

        _bytes.Add((byte)number);
    }
}
