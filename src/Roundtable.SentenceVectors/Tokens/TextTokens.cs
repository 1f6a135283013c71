namespace Roundtable.SentenceVectors.Tokens;

/// <summary>How texts become the numbers that a model reads.</summary>
/// <param name="Kind">The kind of tokenizer, as in <c>WordPiece</c>.</param>
/// <param name="Cut">Cuts a text into tokens, without those that stand around it. Called by several threads.</param>
/// <param name="Frame">The tokens that stand before and after a text.</param>
/// <param name="Padding">What fills up a model of fixed length.</param>
internal sealed record TextTokens(string Kind, Func<string, IReadOnlyList<int>> Cut, TokenFrame Frame, int Padding)
{
    /// <summary>Maximum number of characters of a text that are looked at; the rest changes nothing.</summary>
    private const int MaxCharacters = 200_000;

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many there may be, with those around it: the end of the text is left out first.</param>
    public long[] Of(string text, int most)
    {
        var ids = Cut(Whole(text.Length > MaxCharacters ? text[..MaxCharacters] : text));
        var own = Math.Min(ids.Count, Math.Max(0, most - Frame.Before.Count - Frame.After.Count));
        return [.. Frame.Before, .. ids.Take(own).Select(i => (long)i), .. Frame.After];
    }

    /// <summary>The text with U+FFFD in the place of halves of surrogate pairs, which no tokenizer knows.</summary>
    private static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) && ++i > 0))
            {
                return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
            }
        }

        return text;
    }
}

/// <summary>The tokens around a text.</summary>
/// <param name="Before">Those before it.</param>
/// <param name="After">Those after it.</param>
internal sealed record TokenFrame(IReadOnlyList<long> Before, IReadOnlyList<long> After);
