using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>What a cosigner signs (C2SP tlog-cosignature), which differs by algorithm.</summary>
internal static class CosignedMessage
{
    private const int MaxName = byte.MaxValue;

    /// <summary>The message; null where the note is none that can be cosigned with this type.</summary>
    /// <param name="key">The cosigner's key.</param>
    /// <param name="time">The time in seconds since 1970.</param>
    /// <param name="text">The note's text, which for ML-DSA-44 has to be a checkpoint's.</param>
    public static byte[]? Of(VerifierKey key, ulong time, string text) => key.Type switch
    {
        SignatureType.Cosignature => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}")),
        SignatureType.MlDsaCosignature => Tree(key.Name, time, text),
        _ => null,
    };

    /// <summary>The structure <c>cosigned_message</c> for a whole tree. Extension lines are not part of it.</summary>
    private static byte[]? Tree(string cosigner, ulong time, string text)
    {
        var name = Encoding.UTF8.GetBytes(cosigner);
        if (TryParse(text) is not { } checkpoint || Encoding.UTF8.GetBytes(checkpoint.Origin) is not { Length: <= MaxName } origin || name.Length > MaxName)
        {
            return null;
        }

        const long start = 0;
        return
        [
            .. "subtree/v1\n\0"u8,
            (byte)name.Length, .. name,
            .. BigEndian(time),
            (byte)origin.Length, .. origin,
            .. BigEndian(start),
            .. BigEndian((ulong)checkpoint.Size),
            .. checkpoint.Root.ToArray(),
        ];
    }

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    private static Checkpoint? TryParse(string text)
    {
        try
        {
            return Checkpoint.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
