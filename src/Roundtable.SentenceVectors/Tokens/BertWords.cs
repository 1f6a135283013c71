using System.Globalization;
using System.Text;

namespace Roundtable.SentenceVectors.Tokens;

/// <summary>
/// Cuts a text into words as BERT does (Devlin et al. 2019). The library's own cutting differs from that with signs such as $ and +, characters that are not
/// seen, Korean and Indic scripts: vectors of such texts were another model's.
/// </summary>
internal static class BertWords
{
    /// <summary>The words, with one space between them.</summary>
    /// <param name="text">The text, without halves of surrogate pairs.</param>
    /// <param name="rules">How it is treated.</param>
    public static string Of(string text, WordPieceRules rules)
    {
        var clean = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
            else if (rune.Value is 0 or 0xFFFD || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate)
            {
                continue;
            }
            else if (rules.SplitHan && IsHan(rune.Value))
            {
                clean.Append(' ').Append(rune).Append(' ');
            }
            else
            {
                clean.Append(rune);
            }
        }

        var words = new StringBuilder(clean.Length + 16);
        foreach (var rune in (rules.StripAccents ? clean.ToString().Normalize(NormalizationForm.FormD) : clean.ToString()).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rules.StripAccents && category == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var one = rules.LowerCase ? Rune.ToLowerInvariant(rune) : rune;
            if (IsPunctuation(rune.Value, category))
            {
                words.Append(' ').Append(one).Append(' ');
            }
            else
            {
                words.Append(one);
            }
        }

        return string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>All ASCII that is neither letter nor digit counts, whatever Unicode calls it.</summary>
    private static bool IsPunctuation(int value, UnicodeCategory category) =>
        value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126)
        || category is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
            or UnicodeCategory.OtherPunctuation;

    private static bool IsHan(int value) => value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
