using System.Buffers;
using System.Text;

namespace Roundtable.Corpus.Sensitive;

/// <summary>How a vendor writes its keys.</summary>
/// <param name="name">The name of the kind of key.</param>
/// <param name="prefix">What it begins with.</param>
/// <param name="least">The least number of characters after the prefix.</param>
/// <param name="most">The greatest number of them.</param>
/// <param name="alphabet">The characters after the prefix.</param>
/// <param name="isChecked">Whether these end with a CRC-32 in base 62.</param>
/// <param name="within">What has to stand among them; empty for nothing.</param>
internal sealed class KeyFormat(string name, string prefix, int least, int most, SearchValues<byte> alphabet, bool isChecked = false, string within = "")
{
    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(prefix);
    private readonly byte[] _within = Encoding.ASCII.GetBytes(within);

    /// <summary>The name of the kind of key.</summary>
    public string Name => name;

    /// <summary>The first character of its keys.</summary>
    public byte First => _prefix[0];

    /// <summary>The length of the key at the beginning of a text; 0 for none.</summary>
    public int Length(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(_prefix))
        {
            return 0;
        }

        var rest = text[_prefix.Length..];
        var length = rest.IndexOfAnyExcept(alphabet);
        length = length < 0 ? rest.Length : length;
        if (length < least || length > most || (isChecked && !CheckDigits.Crc32(rest[..length])) || rest[..length].IndexOf(_within) < 0)
        {
            return 0;
        }

        // "sk-proj-" and words with hyphens are no key: keys are random.
        return IsRandom(rest[..length]) ? _prefix.Length + length : 0;
    }

    /// <summary>Whether characters can be random: letters in both cases or digits among them, and no word of a language.</summary>
    private static bool IsRandom(ReadOnlySpan<byte> characters)
    {
        var (upper, lower, digits) = (0, 0, 0);
        foreach (var c in characters)
        {
            upper += char.IsAsciiLetterUpper((char)c) ? 1 : 0;
            lower += char.IsAsciiLetterLower((char)c) ? 1 : 0;
            digits += char.IsAsciiDigit((char)c) ? 1 : 0;
        }

        return (upper > 0 ? 1 : 0) + (lower > 0 ? 1 : 0) + (digits > 0 ? 1 : 0) >= 2 || IsPlaceholder(characters);
    }

    /// <summary>Whether a key is made up: an example of a manual, or the same few characters again and again.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<byte> key)
    {
        ulong low = 0, high = 0;
        foreach (var c in key)
        {
            (low, high) = c < 64 ? (low | (1UL << c), high) : (low, high | (1UL << (c - 64)));
        }

        Span<byte> folded = stackalloc byte[Math.Min(key.Length, 256)];
        Ascii.ToLower(key[..folded.Length], folded, out _);
        return System.Numerics.BitOperations.PopCount(low) + System.Numerics.BitOperations.PopCount(high) < Math.Min(8, (key.Length / 3) + 1)
            || folded.IndexOf("example"u8) >= 0 || folded.IndexOf("xxxx"u8) >= 0 || folded.IndexOf("your"u8) >= 0 || folded.IndexOf("placeholder"u8) >= 0
            || folded.IndexOf("12345678"u8) >= 0 || folded.IndexOf("abcdefgh"u8) >= 0 || folded.IndexOf("dummy"u8) >= 0 || folded.IndexOf("redacted"u8) >= 0;
    }
}
