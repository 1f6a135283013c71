namespace Roundtable.Corpus.Phrases;

/// <summary>Chooses the offsets at which each phrase is searched for: those with the rarest bytes, judged by the phrases and by letter frequencies.</summary>
/// <param name="phrases">The phrases in lower case.</param>
/// <param name="width">The number of bytes per gram, 1 to 8.</param>
/// <param name="stride">The number of consecutive offsets.</param>
internal sealed class GramChoice(byte[][] phrases, int width, int stride)
{
    // The letters of English prose by falling frequency; all other bytes count as rare.
    private const string Common = " etaoinshrdlucmfwypvbg";

    /// <summary>The chosen grams of each phrase, with their offsets.</summary>
    public IEnumerable<(ulong Gram, int Phrase, int Offset)> Grams()
    {
        Dictionary<ulong, int> shared = [];
        foreach (var gram in phrases.SelectMany(p => Offsets(p).Select(offset => GramFilter.Gram(p, offset, width))))
        {
            shared[gram] = shared.GetValueOrDefault(gram) + 1;
        }

        for (var i = 0; i < phrases.Length; i++)
        {
            var phrase = phrases[i];
            var costs = Offsets(phrase).Select(offset => shared[GramFilter.Gram(phrase, offset, width)] * Likelihood(phrase.AsSpan(offset, width))).ToArray();
            var best = Enumerable.Range(0, costs.Length - stride + 1).MinBy(first => costs.AsSpan(first, stride).ToArray().Sum());
            for (var offset = best; offset < best + stride; offset++)
            {
                yield return (GramFilter.Gram(phrase, offset, width), i, offset);
            }
        }
    }

    private IEnumerable<int> Offsets(byte[] phrase) => Enumerable.Range(0, phrase.Length - width + 1);

    /// <summary>The relative frequency of bytes, if letters were independent of each other.</summary>
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
