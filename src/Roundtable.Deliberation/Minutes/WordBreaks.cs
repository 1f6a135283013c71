using System.Globalization;
using System.Text;

namespace Roundtable.Deliberation.Minutes;

/// <summary>
/// Where a word may end, after Unicode Standard Annex 29: between letters only where their script is written without spaces, or where two scripts meet of
/// which one is; never within a character and its marks.
/// </summary>
internal static class WordBreaks
{
    /// <summary>Blocks of scripts in which every letter may begin a word, as first and last code point, ascending.</summary>
    private static readonly (int First, int Last)[] _unspaced =
    [
        (0x0E00, 0x0EFF), // Thai, Lao
        (0x1000, 0x109F), // Myanmar
        (0x1780, 0x17FF), // Khmer
        (0x1950, 0x19DF), // Tai Le, New Tai Lue
        (0x1A20, 0x1AAF), // Tai Tham
        (0x2E80, 0x2FDF), // radicals of Han
        (0x3005, 0x3007), // iteration mark, zero
        (0x3021, 0x3029), // Hangzhou numerals
        (0x3040, 0x309F), // Hiragana
        (0x3100, 0x312F), // Bopomofo
        (0x3400, 0x4DBF), // Han, extension A
        (0x4E00, 0x9FFF), // Han
        (0xA000, 0xA4CF), // Yi
        (0xA9E0, 0xA9FF), // Myanmar, extended B
        (0xAA60, 0xAADF), // Myanmar, extended A; Tai Viet
        (0xF900, 0xFAFF), // Han, compatibility
        (0x1B000, 0x1B16F), // Kana, historic
        (0x20000, 0x3FFFF), // Han, further extensions
    ];

    /// <summary>Katakana forms words with itself, and none with what surrounds it.</summary>
    private static readonly (int First, int Last)[] _katakana = [(0x30A0, 0x30FF), (0x31F0, 0x31FF)];

    /// <summary>Whether a cut before the character at <paramref name="at"/> goes through a word.</summary>
    public static bool Splits(string text, int at)
    {
        if (char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]))
        {
            return true;
        }

        Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _);
        Rune.DecodeFromUtf16(text.AsSpan(at), out var after, out _);
        if (IsMark(after))
        {
            return true;
        }

        for (var i = at; IsMark(before) && i > 0;)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(0, i), out before, out var length);
            i -= length;
        }

        return Rune.IsLetterOrDigit(before) && Rune.IsLetterOrDigit(after)
            && !IsIn(_unspaced, before) && !IsIn(_unspaced, after)
            && IsIn(_katakana, before) == IsIn(_katakana, after);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsIn((int First, int Last)[] blocks, Rune rune) => Array.Exists(blocks, b => rune.Value >= b.First && rune.Value <= b.Last);
}
