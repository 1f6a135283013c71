using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Corpus.References;

/// <summary>Finds a sequence of words by a linear scan of a whole collection: for texts that are too short for fingerprints.</summary>
internal static class SequenceSearch
{
    private const int Stretch = 1 << 24;

    /// <summary>Finds the entries that contain the sequence.</summary>
    /// <param name="store">The collection.</param>
    /// <param name="words">The sequence, at least one word.</param>
    /// <param name="max">The maximum number of entries.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The entries, each with the index of the first occurrence in it.</returns>
    public static List<(uint Entry, int Word)> Find(ReferenceStore store, uint[] words, int max, CancellationToken cancellation)
    {
        List<(uint Entry, int Word)> found = [];
        for (long from = 0; from < store.Manifest.Words && found.Count < max; from += Stretch)
        {
            cancellation.ThrowIfCancellationRequested();
            var stretch = store.Words(from, Stretch + words.Length - 1);
            for (var at = 0; found.Count < max;)
            {
                var next = IndexOf(stretch[at..], words);
                if (next < 0)
                {
                    break;
                }

                at += next;
                var number = store.EntryAt(from + at);
                ref readonly var entry = ref store.Entry(number);
                var word = (int)(from + at - entry.WordsAt);
                if (word + words.Length <= entry.Words && (found.Count == 0 || found[^1].Entry != number))
                {
                    found.Add((number, word));
                }

                at++;
            }
        }

        return found;
    }

    /// <summary>The first position of a sequence; -1 for none. Its first and its last word are searched for at once.</summary>
    internal static int IndexOf(ReadOnlySpan<uint> words, ReadOnlySpan<uint> sequence)
    {
        var last = words.Length - sequence.Length;
        var at = 0;
        ref var first = ref MemoryMarshal.GetReference(words);
        var (begin, end) = (Vector512.Create(sequence[0]), Vector512.Create(sequence[^1]));
        for (; at + Vector512<uint>.Count <= last; at += Vector512<uint>.Count)
        {
            var (starts, ends) = (Vector512.LoadUnsafe(ref first, (nuint)at), Vector512.LoadUnsafe(ref first, (nuint)(at + sequence.Length - 1)));
            var both = (Vector512.Equals(starts, begin) & Vector512.Equals(ends, end)).ExtractMostSignificantBits();
            for (; both != 0; both &= both - 1)
            {
                var place = at + BitOperations.TrailingZeroCount(both);
                if (words.Slice(place, sequence.Length).SequenceEqual(sequence))
                {
                    return place;
                }
            }
        }

        for (; at <= last; at++)
        {
            if (words.Slice(at, sequence.Length).SequenceEqual(sequence))
            {
                return at;
            }
        }

        return -1;
    }
}
