using System.Globalization;
using System.Text;

namespace Roundtable.Corpus.Matches;

/// <summary>Case folding, and which characters separate words.</summary>
internal static class Folding
{
    // The folded characters of the basic multilingual plane; 0 for those that separate words.
    private static readonly ushort[] _plane = Make();

    /// <summary>A character in lower case; 0 for one that is not a letter, digit or mark.</summary>
    public static int Of(int character) => character < _plane.Length ? _plane[character] : Compute(new Rune(character));

    /// <summary>Whether a character is a word by itself: ideographs and kana.</summary>
    public static bool IsAlone(int character) =>
        character >= 0x3040
        && character is <= 0x30FF or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static int Compute(Rune rune) => IsPartOfWord(Rune.GetUnicodeCategory(rune)) ? Rune.ToLowerInvariant(rune).Value : 0;

    private static bool IsPartOfWord(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber;

    private static ushort[] Make()
    {
        var plane = new ushort[0x10000];
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i] = Rune.TryCreate(i, out var rune) ? (ushort)Compute(rune) : (ushort)0;
        }

        return plane;
    }
}
