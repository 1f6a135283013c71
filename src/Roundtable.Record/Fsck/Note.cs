using System.Text;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Fsck;

/// <summary>A signed note as C2SP signed-note specifies it.</summary>
/// <param name="Lines">The lines of its text.</param>
/// <param name="Text">The text that is signed.</param>
/// <param name="Signatures">Names and signatures, each beginning with the ID of its key.</param>
internal sealed record Note(string[] Lines, byte[] Text, IReadOnlyList<(string Name, byte[] Signature)> Signatures)
{
    /// <summary>Parses a note; null if it is anything else.</summary>
    public static Note? Parse(string note)
    {
        var gap = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0 || !note.EndsWith('\n'))
        {
            return null;
        }

        List<(string, byte[])> signatures = [];
        foreach (var line in note[(gap + 2)..^1].Split('\n'))
        {
            if (line.Split(' ') is not ["—", { Length: > 0 } name, var encoded] || Base64(encoded) is not { Length: > sizeof(uint) } signature)
            {
                return null;
            }

            signatures.Add((name, signature));
        }

        return new Note(note[..gap].Split('\n'), Encoding.UTF8.GetBytes(note[..(gap + 1)]), signatures);
    }

    /// <summary>Whether a key signed it, and nothing under the key's name and ID is anything else.</summary>
    public bool IsSignedBy(PublicKey key)
    {
        var own = Signatures.Where(s => s.Name == key.Name && Convert.ToHexStringLower(s.Signature.AsSpan(0, sizeof(uint))) == key.Id).ToList();
        return own.Count > 0 && own.TrueForAll(s => Ed25519.Verify(key.Key, Text, s.Signature.AsSpan(sizeof(uint))));
    }

    /// <summary>The bytes of a text in base64 as it is written, with padding and without spaces; null if it is anything else.</summary>
    public static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : null;
    }
}
