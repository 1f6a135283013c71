using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Finds all occurrences of many phrases in a text, overlapping ones included, ignoring the case of ASCII letters. Phrases are grouped by length, because the
/// shortest of a group determines how many positions of a text have to be examined.
/// </summary>
/// <remarks>Searching is thread-safe.</remarks>
public sealed class PhraseIndex
{
    // With 15 bytes and more, every eighth position is examined; shorter phrases must not slow that down.
    private static readonly int[] _leastLengths = [15, 8, 1];

    private readonly PhraseGrams[] _groups;

    /// <summary>Creates the index.</summary>
    /// <param name="phrases">The phrases, none empty.</param>
    /// <exception cref="ArgumentException">A phrase is empty.</exception>
    public PhraseIndex(IReadOnlyList<string> phrases)
    {
        if (phrases.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("A phrase is empty.", nameof(phrases));
        }

        _groups =
        [
            .. phrases.Select((phrase, number) => (Text: AsciiCase.ToLower(Encoding.UTF8.GetBytes(phrase)), Number: number))
                .GroupBy(p => _leastLengths.First(least => p.Text.Length >= least))
                .Select(group => new PhraseGrams([.. group])),
        ];
    }

    /// <summary>Adds the hits in a text, ordered by their end, then by phrase.</summary>
    public void Find(ReadOnlySpan<byte> text, List<PhraseHit> into)
    {
        var first = into.Count;
        foreach (var group in _groups)
        {
            group.Find(text, into);
        }

        Sort(CollectionsMarshal.AsSpan(into)[first..]);
    }

    /// <summary>Sorts hits by their end, then by phrase: as numbers, since in some texts every fourth word is a hit.</summary>
    private static void Sort(Span<PhraseHit> hits)
    {
        if (hits.Length < 2)
        {
            return;
        }

        var keys = ArrayPool<ulong>.Shared.Rent(hits.Length);
        var sorted = keys.AsSpan(0, hits.Length);
        for (var i = 0; i < hits.Length; i++)
        {
            sorted[i] = ((ulong)(uint)(hits[i].Start + hits[i].Length) << 32) | (uint)hits[i].Phrase;
        }

        sorted.Sort(hits);
        ArrayPool<ulong>.Shared.Return(keys);
    }
}
