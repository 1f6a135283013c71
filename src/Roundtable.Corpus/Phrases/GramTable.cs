using System.Buffers.Binary;
using System.Numerics;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Where in phrases a gram stands together with up to four bytes on one side of it. A gram alone is shared by many phrases and by much of a text about the same
/// things; with these bytes it seldom is.
/// </summary>
internal sealed class GramTable
{
    // For each entry: of what is not in the table, one in sixteen is looked for there.
    private const int BitsPerEntry = 16;

    private const uint LowerCaseBits = 0x2020_2020;

    private readonly ulong[] _bits;
    private readonly int _bitShift;
    private readonly Slot[] _slots;
    private readonly int _slotShift;
    private readonly PhraseGrams.Place[] _places;

    /// <summary>Creates the table.</summary>
    /// <param name="more">Number of bytes beside a gram, 0 to 4.</param>
    /// <param name="entries">The grams, the bytes beside them as <see cref="Bytes"/> returns them, and their places.</param>
    public GramTable(int more, IReadOnlyCollection<(ulong Gram, uint More, PhraseGrams.Place Place)> entries)
    {
        More = more;
        var bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, entries.Count * BitsPerEntry)));
        (_bits, _bitShift) = (new ulong[1 << (bits - 6)], 64 - bits);
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(32, entries.Count * 2))];
        _slotShift = 64 - BitOperations.Log2((uint)_slots.Length);
        List<PhraseGrams.Place> places = [];
        foreach (var same in entries.GroupBy(e => (e.Gram, e.More)))
        {
            var first = places.Count;
            places.AddRange(same.Select(e => e.Place));
            var hash = Hash(same.Key.Gram, same.Key.More);
            var bit = (uint)(hash >> _bitShift);
            _bits[bit >> 6] |= 1UL << (int)bit;
            ref var slot = ref _slots[Seek(hash)];

            // Two with one hash would hide each other: their places are tried together.
            if (slot.End != 0)
            {
                places.AddRange(places[slot.First..slot.End]);
            }

            slot = new Slot((uint)hash, first, places.Count);
        }

        _places = [.. places];
    }

    /// <summary>Number of bytes beside a gram.</summary>
    public int More { get; }

    /// <summary>Bytes of a text, with the bit set that tells lower case from upper.</summary>
    public static uint Bytes(ReadOnlySpan<byte> text, int at, int count)
    {
        if (count == 0)
        {
            return 0;
        }

        uint bytes = 0;
        if (text.Length - at >= sizeof(uint))
        {
            bytes = BinaryPrimitives.ReadUInt32LittleEndian(text[at..]);
        }
        else
        {
            for (var i = at; i < text.Length; i++)
            {
                bytes |= (uint)text[i] << (8 * (i - at));
            }
        }

        return (bytes | LowerCaseBits) & (uint.MaxValue >> (32 - (8 * count)));
    }

    /// <summary>The number of a gram with the bytes at a position beside it; -1 where it is not in the table.</summary>
    public int Find(ulong gram, ReadOnlySpan<byte> text, int at)
    {
        if (at < 0 || at > text.Length - More)
        {
            return -1;
        }

        var hash = Hash(gram, Bytes(text, at, More));
        var bit = (uint)(hash >> _bitShift);
        if ((_bits[bit >> 6] >> (int)bit & 1) == 0)
        {
            return -1;
        }

        var slot = Seek(hash);
        return _slots[slot].End == 0 ? -1 : slot;
    }

    /// <summary>The places of what <see cref="Find"/> found.</summary>
    public ReadOnlySpan<PhraseGrams.Place> Places(int slot) => _places.AsSpan(_slots[slot].First, _slots[slot].End - _slots[slot].First);

    private static ulong Hash(ulong gram, uint more)
    {
        var hash = (gram ^ ((ulong)more << 23)) * 0x9E37_79B9_7F4A_7C15;
        return (hash ^ (hash >> 32) ^ more) * 0xD6E8_FEB8_6659_FD93;
    }

    private int Seek(ulong hash)
    {
        var slot = (int)(hash >> _slotShift);
        while (_slots[slot].End != 0 && _slots[slot].Check != (uint)hash)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    /// <summary>The lower half of the hash of a gram with the bytes beside it, and the range of its places; an end of 0 marks an empty slot.</summary>
    private readonly record struct Slot(uint Check, int First, int End);
}
