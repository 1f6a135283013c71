using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// Locality-sensitive hashing of signatures (Indyk and Motwani 1998): bands of r places each, b of them. Two texts are candidates where one band agrees
/// entirely, which happens with probability 1 - (1 - sʳ)ᵇ for texts of similarity s. With bands of four this is 0.87 at 0.5 and 0.9998 at 0.7; with bands of
/// three 0.996 at 0.5.
/// </summary>
public sealed class Bands
{
    /// <summary>Below this threshold bands of three places are used: each candidate costs a comparison, and there are several times as many.</summary>
    private const double Loose = 0.65;

    private readonly int _rows;

    private Bands(int rows) => (_rows, Count) = (rows, MinHash.Places / rows);

    /// <summary>32 bands of four places: those of reference collections, and of scans with the usual threshold.</summary>
    public static Bands Usual { get; } = new(4);

    private static Bands More { get; } = new(3);

    /// <summary>The number of bands.</summary>
    public int Count { get; }

    /// <summary>The bands by which texts of at least a similarity, 0.5 to 1, are found but for one pair in a hundred at most.</summary>
    public static Bands For(double similarity) => similarity < Loose ? More : Usual;

    /// <summary>The keys of a signature's bands; keys of different bands differ.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="keys">Receives <see cref="Count"/> keys.</param>
    public void Keys(ReadOnlySpan<uint> signature, Span<ulong> keys)
    {
        if (_rows == 4)
        {
            var pairs = MemoryMarshal.Cast<uint, ulong>(signature[..MinHash.Places]);
            for (var band = 0; band < Count; band++)
            {
                var at = band * 2;
                keys[band] = WordHash.Mix(WordHash.Mix(pairs[at] + (ulong)band) ^ pairs[at + 1]);
            }

            return;
        }

        for (var band = 0; band < Count; band++)
        {
            var key = (ulong)(band + 1) << 40;
            foreach (var place in signature.Slice(band * _rows, _rows))
            {
                key = WordHash.Mix(key + place);
            }

            keys[band] = key;
        }
    }

    /// <summary>The probability that two texts of a similarity, 0 to 1, become candidates.</summary>
    public double Recall(double similarity) => 1 - Math.Pow(1 - Math.Pow(similarity, _rows), Count);
}
