using System.Buffers;
using System.Globalization;
using System.Text;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// The words of a text in UTF-8, as 64-bit hashes: runs of letters, digits and marks, letter case aside; each ideograph, kana and
/// Hangul syllable run aside, is a word of its own where its script writes no spaces. Bytes that are not UTF-8 part words.
/// </summary>
public ref struct Words
{
    private const ulong Seed = 0x9E3779B97F4A7C15;
    private const ulong Prime = 0xD6E8FEB86659FD93;

    private ReadOnlySpan<byte> _left;

    /// <summary>The words of a text.</summary>
    public Words(ReadOnlySpan<byte> text) => _left = text;

    /// <summary>The hash of the next word; false at the end.</summary>
    public bool Next(out ulong hash)
    {
        var state = Seed;
        var length = 0;
        var text = _left;
        while (text.Length > 0)
        {
            var b = text[0];
            if (b < 0x80)
            {
                var folded = AsciiFold[b];
                text = text[1..];
                if (folded != 0)
                {
                    state = (state ^ folded) * Prime;
                    length++;
                    continue;
                }
            }
            else
            {
                var status = Rune.DecodeFromUtf8(text, out var rune, out var bytes);
                var kind = status == OperationStatus.Done ? KindOf(rune) : Kind.Between;
                if (kind == Kind.Alone && length > 0)
                {
                    // The word before it ends here; it is met again by the next call.
                    break;
                }

                text = text[bytes..];
                if (kind != Kind.Between)
                {
                    state = (state ^ (uint)Rune.ToLowerInvariant(rune).Value) * Prime;
                    length++;
                    if (kind == Kind.Alone)
                    {
                        break;
                    }

                    continue;
                }
            }

            if (length > 0)
            {
                break;
            }
        }

        _left = text;
        hash = Mix(state);
        return length > 0;
    }

    /// <summary>Spreads a hash over all its bits (the finaliser of MurmurHash3).</summary>
    internal static ulong Mix(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    private enum Kind
    {
        Between,
        Part,
        Alone,
    }

    private static Kind KindOf(Rune rune)
    {
        if (rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF))
        {
            return Kind.Alone;
        }

        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            ? Kind.Part
            : Kind.Between;
    }

    /// <summary>ASCII letters in small and digits; 0 for everything that parts words.</summary>
    private static ReadOnlySpan<byte> AsciiFold =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'0', (byte)'1', (byte)'2', (byte)'3', (byte)'4', (byte)'5', (byte)'6', (byte)'7', (byte)'8', (byte)'9', 0, 0, 0, 0, 0, 0,
        0, (byte)'a', (byte)'b', (byte)'c', (byte)'d', (byte)'e', (byte)'f', (byte)'g', (byte)'h', (byte)'i', (byte)'j', (byte)'k', (byte)'l', (byte)'m', (byte)'n', (byte)'o',
        (byte)'p', (byte)'q', (byte)'r', (byte)'s', (byte)'t', (byte)'u', (byte)'v', (byte)'w', (byte)'x', (byte)'y', (byte)'z', 0, 0, 0, 0, 0,
        0, (byte)'a', (byte)'b', (byte)'c', (byte)'d', (byte)'e', (byte)'f', (byte)'g', (byte)'h', (byte)'i', (byte)'j', (byte)'k', (byte)'l', (byte)'m', (byte)'n', (byte)'o',
        (byte)'p', (byte)'q', (byte)'r', (byte)'s', (byte)'t', (byte)'u', (byte)'v', (byte)'w', (byte)'x', (byte)'y', (byte)'z', 0, 0, 0, 0, 0,
    ];
}
