using System.Text;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Finds in a ballot's own text the passages that a sentence quotes, to show them where they stand.</summary>
public static class QuotedPassages
{
    /// <summary>The places in <paramref name="text"/> of what <paramref name="sentence"/> quotes; a quotation that is not found there has none.</summary>
    public static IReadOnlyList<Range> In(string sentence, string text)
    {
        var (normal, source) = Mapped(text);
        List<Range> passages = [];
        foreach (var quotation in QuotedSpans.In(sentence).Quotations)
        {
            var needle = QuotationMatcher.Normalise(quotation).Trim();
            var at = needle.Length == 0 ? -1 : QuotationMatcher.IndexOfWords(needle, normal);
            if (at < 0 && needle.Length > 0)
            {
                // In scripts without spaces between words, words cannot be told apart.
                at = normal.IndexOf(needle, StringComparison.Ordinal);
            }

            if (at >= 0)
            {
                passages.Add(source[at]..(at + needle.Length < source.Count ? source[at + needle.Length] : text.Length));
            }
        }

        return passages;
    }

    /// <summary>The text as quotations are compared, and for each character where in the text it comes from.</summary>
    private static (string Normal, List<int> Source) Mapped(string text)
    {
        var normal = new StringBuilder(text.Length);
        List<int> source = new(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // Alone, white space normalises to nothing; here it parts words.
            var part = Rune.IsWhiteSpace(rune) ? " " : QuotationMatcher.Normalise(rune.ToString());
            foreach (var c in part)
            {
                if (c != ' ' || (normal.Length > 0 && normal[^1] != ' '))
                {
                    normal.Append(c);
                    source.Add(at);
                }
            }

            at += rune.Utf16SequenceLength;
        }

        return (normal.ToString(), source);
    }
}
