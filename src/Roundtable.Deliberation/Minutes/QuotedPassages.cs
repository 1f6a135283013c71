using System.Text;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Finds the passages of a ballot's text that a sentence quotes, for highlighting.</summary>
public static class QuotedPassages
{
    /// <summary>The ranges of <paramref name="text"/> that <paramref name="sentence"/> quotes; quotations that are not found are left out.</summary>
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

    /// <summary>The text in the form in which quotations are compared, and for each of its characters the index in the original.</summary>
    private static (string Normal, List<int> Source) Mapped(string text)
    {
        var normal = new StringBuilder(text.Length);
        List<int> source = new(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // By itself, white space normalises to nothing; here it separates words.
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
