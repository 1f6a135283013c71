using System.Text;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>
/// Decides whether a quotation is a verbatim part of a text. Both are normalised to Unicode form KC, runs of white space
/// count as one space, and typographic quotation marks and apostrophes count as straight ones, since a quotation inside a
/// quotation changes its marks. Case, punctuation and every word must be equal, and a quotation neither begins nor ends
/// inside a word, by the script of the letters on either side: Chinese, Japanese, Thai and their like are written without
/// spaces, so that every letter of them may be a word (Unicode Standard Annex 29, sections 4 and 6.2).
/// </summary>
public static class QuotationMatcher
{
    /// <summary>Whether <paramref name="text"/> contains <paramref name="quotation"/>; always false for one without a letter or digit.</summary>
    /// <param name="quotation">The quotation, without its marks.</param>
    /// <param name="text">The text.</param>
    /// <param name="rules">The version of the rules: the first took every script for one with spaces.</param>
    public static bool IsVerbatim(string quotation, string text, CountingRules rules = CountingRules.Current)
    {
        var needle = Normalise(quotation);
        var says = rules == CountingRules.First ? needle.Any(char.IsLetterOrDigit) : needle.EnumerateRunes().Any(Rune.IsLetterOrDigit);
        return says && IndexOfWords(needle, Normalise(text), rules) >= 0;
    }

    /// <summary>Whether a ballot's reasoning, position or objection contains the quotation.</summary>
    public static bool IsIn(string quotation, Ballot ballot, CountingRules rules = CountingRules.Current) =>
        IsVerbatim(quotation, ballot.Reasoning, rules) || ballot.Choice switch
        {
            Choice.Position position => IsVerbatim(quotation, position.Text, rules),
            Choice.Objection objection => IsVerbatim(quotation, objection.Why, rules),
            _ => false,
        };

    /// <summary>The normal form in which texts are compared.</summary>
    internal static string Normalise(string text)
    {
        var compatible = (IsWellFormed(text) ? text : Repair(text)).Normalize(NormalizationForm.FormKC);
        var normal = new StringBuilder(compatible.Length);
        foreach (var c in compatible)
        {
            if (char.IsWhiteSpace(c))
            {
                if (normal.Length > 0 && normal[^1] != ' ')
                {
                    normal.Append(' ');
                }

                continue;
            }

            normal.Append(c switch
            {
                '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' => '\'',
                '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' => '"',
                _ => c,
            });
        }

        return normal.ToString().TrimEnd(' ');
    }

    /// <summary>The first index of <paramref name="needle"/> in <paramref name="text"/> where it neither begins nor ends inside a word, or −1.</summary>
    internal static int IndexOfWords(string needle, string text, CountingRules rules = CountingRules.Current)
    {
        for (var at = text.IndexOf(needle, StringComparison.Ordinal); at >= 0; at = text.IndexOf(needle, at + 1, StringComparison.Ordinal))
        {
            if (!SplitsWord(text, at, rules) && !SplitsWord(text, at + needle.Length, rules))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool SplitsWord(string text, int at, CountingRules rules) =>
        at > 0 && at < text.Length
        && (rules == CountingRules.First ? char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at]) : WordBreaks.Splits(text, at));

    // .NET cannot normalise a lone surrogate, which a model's JSON may well contain.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static string Repair(string text)
    {
        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            repaired.Append(rune.ToString());
        }

        return repaired.ToString();
    }
}
