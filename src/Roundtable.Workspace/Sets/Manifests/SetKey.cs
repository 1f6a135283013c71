using System.Buffers;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>The key that a set's salts come from, as a text: 64 hexadecimal digits and a line break.</summary>
public static class SetKey
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 32;

    /// <summary>The text of a key.</summary>
    public static string Text(byte[] key) => Convert.ToHexStringLower(key) + "\n";

    /// <summary>Reads a key; null where the text is none.</summary>
    public static byte[]? Parse(string text)
    {
        var key = new byte[Length];
        return text.Length == (2 * Length) + 1 && text[^1] == '\n'
            && Convert.FromHexString(text.AsSpan(0, 2 * Length), key, out _, out _) == OperationStatus.Done ? key : null;
    }
}
