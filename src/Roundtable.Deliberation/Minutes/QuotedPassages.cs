using System.Text;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Finds the passages of a ballot's text that a sentence quotes, for highlighting.</summary>
public static class QuotedPassages
{
    /// <summary>The ranges of <paramref name="text"/> that <paramref name="sentence"/> quotes; quotations that are not found are left out.</summary>
    public static IReadOnlyList<Range> In(string sentence, string text)
    {
        var mapped = Mapped(text);
        return [.. QuotedSpans.In(sentence).Quotations.Select(q => Find(q, text, mapped)).OfType<Range>()];
    }

    /// <summary>Where each of some quotations stands in a text, compared as <see cref="QuotationMatcher"/> does; null for one that is not found.</summary>
    /// <param name="quotations">The quotations, without marks.</param>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<Range?> Find(IReadOnlyList<string> quotations, string text)
    {
        var mapped = Mapped(text);
        return [.. quotations.Select(q => Find(q, text, mapped))];
    }

    private static Range? Find(string quotation, string text, (string Normal, List<int> Source) mapped)
    {
        var (normal, source) = mapped;
        var needle = QuotationMatcher.Normalise(quotation).Trim();
        var at = needle.Length == 0 ? -1 : QuotationMatcher.IndexOfWords(needle, normal);
        if (at < 0 && needle.Length > 0)
        {
            // In scripts without spaces between words, words cannot be told apart.
            at = normal.IndexOf(needle, StringComparison.Ordinal);
        }

        return at < 0 ? null : source[at]..(at + needle.Length < source.Count ? source[at + needle.Length] : text.Length);
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
