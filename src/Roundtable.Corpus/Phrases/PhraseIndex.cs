using System.Runtime.InteropServices;
using System.Text;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Finds every place at which any of many phrases stands in a text, ASCII letter case aside, also where they overlap. Phrases are parted by their length, since the
/// shortest of those that are sought together says how many places of a text have to be looked at.
/// </summary>
/// <remarks>Any number of threads may search at once.</remarks>
public sealed class PhraseIndex
{
    // Of 15 bytes and more, eight are looked at in every eighth place; what is shorter must not slow that down.
    private static readonly int[] _leastLengths = [15, 8, 1];

    private readonly PhraseGrams[] _groups;

    /// <summary>Makes the tables of phrases.</summary>
    /// <param name="phrases">The phrases; none is empty.</param>
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

    /// <summary>Adds the hits in a text, ordered by their end and then by the phrase.</summary>
    public void Find(ReadOnlySpan<byte> text, List<PhraseHit> into)
    {
        var first = into.Count;
        foreach (var group in _groups)
        {
            group.Find(text, into);
        }

        CollectionsMarshal.AsSpan(into)[first..].Sort(static (one, other) => (one.Start + one.Length, one.Phrase).CompareTo((other.Start + other.Length, other.Phrase)));
    }
}
