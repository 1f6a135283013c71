using System.Buffers.Binary;

namespace Roundtable.Record.Checkpoints;

/// <summary>A signature line of a note.</summary>
/// <param name="KeyName">Name of the key that claims to have signed.</param>
/// <param name="KeyId">The key's ID.</param>
/// <param name="Bytes">The signature, in the format of the key's type.</param>
public sealed record NoteSignature(string KeyName, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    internal const string LineStart = "— ";

    /// <summary>The line, including its line feed.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.Span.CopyTo(bytes.AsSpan(sizeof(uint)));
        return $"{LineStart}{KeyName} {Convert.ToBase64String(bytes)}\n";
    }
}
