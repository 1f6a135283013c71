using System.Buffers.Binary;
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
    private readonly GramTable _before;
    private readonly GramTable _after;

    /// <summary>Creates the table.</summary>
    /// <param name="phrases">The phrases in lower case, none empty, with their indexes.</param>
    public PhraseGrams(IReadOnlyList<(byte[] Text, int Number)> phrases)
    {
        (_phrases, _numbers) = ([.. phrases.Select(p => p.Text)], [.. phrases.Select(p => p.Number)]);
        var shortest = _phrases.Min(p => p.Length);
        _long = shortest >= sizeof(ulong);
        var width = _width = Math.Min(sizeof(ulong), ((2 * shortest) + 1) / 3);
        var stride = Math.Min(sizeof(ulong), shortest - width + 1);
        List<(ulong Gram, int Phrase, int Offset)> grams = [.. new GramChoice(_phrases, width, stride).Grams()];
        _filter = new GramFilter(width, stride, [.. grams.Select(g => g.Gram).Distinct()]);

        // Half a stride of the phrase stands on one side of each gram at least: most of what a text shares with a gram alone differs there.
        var more = stride / 2;
        var isAfter = grams.ToLookup(g => g.Offset + width + more <= _phrases[g.Phrase].Length);
        _after = new GramTable(more, [.. isAfter[true].Select(g => Entry(g, g.Offset + width))]);
        _before = new GramTable(more, [.. isAfter[false].Select(g => Entry(g, g.Offset - more))]);

        (ulong Gram, uint More, Place Place) Entry((ulong Gram, int Phrase, int Offset) gram, int at) =>
            (gram.Gram, GramTable.Bytes(_phrases[gram.Phrase], at, more), new Place(gram.Phrase, gram.Offset, _phrases[gram.Phrase]));
    }

    /// <summary>Adds the hits in a text, in no particular order.</summary>
    [SkipLocalsInit]
    public void Find(ReadOnlySpan<byte> text, List<PhraseHit> into)
    {
        Span<(int Place, int Slot)> found = stackalloc (int, int)[2 * GramFilter.Room];
        Span<int> maybe = stackalloc int[GramFilter.Room];
        for (var at = 0; _filter.Next(text, ref at, maybe) is var count and >= 0;)
        {
            // What may be there is looked up before anything is compared, so that the processor waits for many of them at once.
            var (first, last) = (0, found.Length);
            foreach (var place in maybe[..count])
            {
                var gram = GramFilter.Gram(text, place, _width);
                found[first] = (place, _after.Find(gram, text, place + _width));
                first += found[first].Slot < 0 ? 0 : 1;
                found[last - 1] = (place, _before.Find(gram, text, place - _before.More));
                last -= found[last - 1].Slot < 0 ? 0 : 1;
            }

            foreach (var (place, slot) in found[..first])
            {
                Compare(text, place, _after.Places(slot), into);
            }

            foreach (var (place, slot) in found[last..])
            {
                Compare(text, place, _before.Places(slot), into);
            }
        }
    }

    private void Compare(ReadOnlySpan<byte> text, int at, ReadOnlySpan<Place> places, List<PhraseHit> into)
    {
        foreach (ref readonly var place in places)
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

    /// <summary>A phrase, the offset of a gram in it, and eight other bytes of it, which rule out most false candidates without reading the phrase.</summary>
    public readonly struct Place
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
