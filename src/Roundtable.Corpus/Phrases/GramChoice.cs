namespace Roundtable.Corpus.Phrases;

/// <summary>Chooses at which offsets of each phrase it is looked for: where its bytes are least common, as far as the phrases and the letters tell.</summary>
/// <param name="phrases">The phrases, in small letters.</param>
/// <param name="width">How many bytes are looked at; 1 to 8.</param>
/// <param name="stride">At how many consecutive offsets.</param>
internal sealed class GramChoice(byte[][] phrases, int width, int stride)
{
    // From the most common letter of English prose on (the order of printers' type cases); what else there is counts as rare.
    private const string Common = " etaoinshrdlucmfwypvbg";

    /// <summary>The bytes chosen of each phrase, with where they stand in it.</summary>
    public IEnumerable<(ulong Gram, int Phrase, int Offset)> Grams()
    {
        Dictionary<ulong, int> shared = [];
        foreach (var gram in phrases.SelectMany(p => Enumerable.Range(0, p.Length - width + 1).Select(offset => GramFilter.Gram(p, offset, width))))
        {
            shared[gram] = shared.GetValueOrDefault(gram) + 1;
        }

        for (var i = 0; i < phrases.Length; i++)
        {
            var phrase = phrases[i];
            var costs = Enumerable.Range(0, phrase.Length - width + 1).Select(offset => shared[GramFilter.Gram(phrase, offset, width)] * Likelihood(phrase.AsSpan(offset, width))).ToArray();
            var best = Enumerable.Range(0, costs.Length - stride + 1).MinBy(first => costs.AsSpan(first, stride).ToArray().Sum());
            for (var offset = best; offset < best + stride; offset++)
            {
                yield return (GramFilter.Gram(phrase, offset, width), i, offset);
            }
        }
    }

    /// <summary>How common bytes are, up to a factor, if letters followed each other by chance.</summary>
    private static double Likelihood(ReadOnlySpan<byte> gram)
    {
        var likelihood = 1.0;
        foreach (var b in gram)
        {
            var rank = Common.IndexOf((char)b, StringComparison.Ordinal);
            likelihood /= rank < 0 ? Common.Length * 2 : rank + 4;
        }

        return likelihood;
    }
}
