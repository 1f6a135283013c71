using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// Locality-sensitive hashing of signatures (Indyk and Motwani 1998): 32 bands of four places each. Two texts are candidates where one band
/// agrees entirely, which happens with probability 1 - (1 - s⁴)³² for texts of similarity s: 0.87 at 0.5, 0.9998 at 0.7.
/// </summary>
public static class Bands
{
    /// <summary>The number of bands.</summary>
    public const int Count = 32;

    private const int Rows = MinHash.Places / Count;

    /// <summary>The keys of a signature's bands; keys of different bands differ.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="keys">Receives <see cref="Count"/> keys.</param>
    public static void Keys(ReadOnlySpan<uint> signature, Span<ulong> keys)
    {
        var pairs = MemoryMarshal.Cast<uint, ulong>(signature[..MinHash.Places]);
        for (var band = 0; band < Count; band++)
        {
            var at = band * Rows / 2;
            keys[band] = WordHash.Mix(WordHash.Mix(pairs[at] + (ulong)band) ^ pairs[at + 1]);
        }
    }

    /// <summary>The probability that two texts of a similarity, 0 to 1, become candidates.</summary>
    public static double Recall(double similarity) => 1 - Math.Pow(1 - Math.Pow(similarity, Rows), Count);
}
