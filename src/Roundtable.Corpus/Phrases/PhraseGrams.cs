using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Finds phrases of similar length by examining only every s-th position of a text. Where the shortest phrase has m bytes and grams have q, with
/// s = m - q + 1, exactly one examined position falls on s consecutive offsets of any occurrence. A table maps the grams at these offsets to their phrases.
/// These are Sutinen and Tarhio's q-samples (1996), for many phrases at once.
/// </summary>
internal sealed class PhraseGrams
{
    private readonly byte[][] _phrases;
    private readonly int[] _numbers;
    private readonly int _width;
    private readonly bool _long;
    private readonly GramFilter _filter;
    private readonly Slot[] _slots;
    private readonly int _slotShift;
    private readonly Place[] _places;

    /// <summary>Creates the table.</summary>
    /// <param name="phrases">The phrases in lower case, none empty, with their indexes.</param>
    public PhraseGrams(IReadOnlyList<(byte[] Text, int Number)> phrases)
    {
        (_phrases, _numbers) = ([.. phrases.Select(p => p.Text)], [.. phrases.Select(p => p.Number)]);
        var shortest = _phrases.Min(p => p.Length);
        _long = shortest >= sizeof(ulong);
        var width = _width = Math.Min(sizeof(ulong), (shortest + 2) / 2);
        var stride = Math.Min(sizeof(ulong), shortest - width + 1);
        var grams = new GramChoice(_phrases, width, stride).Grams().ToLookup(g => g.Gram, g => new Place(g.Phrase, g.Offset, _phrases[g.Phrase]));
        _filter = new GramFilter(width, stride, [.. grams.Select(g => g.Key)]);
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(32, grams.Count * 2))];
        _slotShift = 32 - BitOperations.Log2((uint)_slots.Length);
        List<Place> places = [];
        foreach (var gram in grams)
        {
            var first = places.Count;
            places.AddRange(gram);
            _slots[Find(gram.Key)] = new Slot(gram.Key, first, places.Count);
        }

        _places = [.. places];
    }

    /// <summary>Adds the hits in a text, in no particular order.</summary>
    [SkipLocalsInit]
    public void Find(ReadOnlySpan<byte> text, List<PhraseHit> into)
    {
        Span<(int Place, int First, int End)> found = stackalloc (int, int, int)[GramFilter.Room];
        Span<int> maybe = stackalloc int[GramFilter.Room];
        for (var at = 0; _filter.Next(text, ref at, maybe) is var count and >= 0;)
        {
            var known = 0;
            foreach (var place in maybe[..count])
            {
                ref readonly var slot = ref _slots[Find(GramFilter.Gram(text, place, _width))];
                found[known] = (place, slot.First, slot.End);
                known += slot.End == 0 ? 0 : 1;
            }

            foreach (var (place, first, end) in found[..known])
            {
                Compare(text, place, first, end, into);
            }
        }
    }

    private void Compare(ReadOnlySpan<byte> text, int at, int first, int end, List<PhraseHit> into)
    {
        foreach (ref readonly var place in _places.AsSpan(first, end - first))
        {
            if (_long && !place.MayMatch(text, at))
            {
                continue;
            }

            var sought = _phrases[place.Phrase];
            var start = at - place.Offset;
            if (start >= 0 && sought.Length <= text.Length - start && AsciiCase.EqualsIgnoreCase(text.Slice(start, sought.Length), sought))
            {
                into.Add(new PhraseHit(_numbers[place.Phrase], start, sought.Length));
            }
        }
    }

    /// <summary>The slot of a gram, or the empty slot where it would be.</summary>
    private int Find(ulong gram)
    {
        var slot = (int)(GramFilter.Hash(gram) >> _slotShift);
        while (_slots[slot].Gram != gram && _slots[slot].End != 0)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    /// <summary>A gram and the range of its places; an end of 0 marks an empty slot.</summary>
    private readonly record struct Slot(ulong Gram, int First, int End);

    /// <summary>A phrase, the offset of a gram in it, and eight other bytes of it, which rule out most false candidates without reading the phrase.</summary>
    private readonly struct Place
    {
        private readonly int _aside;
        private readonly ulong _other;

        public Place(int phrase, int offset, byte[] text)
        {
            (Phrase, Offset) = (phrase, offset);
            if (text.Length >= sizeof(ulong))
            {
                // The end of the phrase that is further away.
                var other = offset * 2 > text.Length - sizeof(ulong) ? 0 : text.Length - sizeof(ulong);
                (_aside, _other) = (other - offset, BinaryPrimitives.ReadUInt64LittleEndian(text.AsSpan(other)) | GramFilter.LowerCaseBits);
            }
        }

        public int Phrase { get; }

        public int Offset { get; }

        public bool MayMatch(ReadOnlySpan<byte> text, int at)
        {
            var other = at + _aside;
            return other >= 0
                && other <= text.Length - sizeof(ulong)
                && (BinaryPrimitives.ReadUInt64LittleEndian(text[other..]) | GramFilter.LowerCaseBits) == _other;
        }
    }
}
