using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Hashes of words or of pairs with what they may be part of. A filter of bits before the table answers most look-ups with a load from the first-level cache;
/// the table is open to linear probing, since its keys are hashes already.
/// </summary>
/// <param name="bits">The filter has two to this power bits; 5 to 32.</param>
internal sealed class TriggerTable(int bits)
{
    private readonly uint[] _filter = new uint[1 << (bits - 5)];
    private (ulong Hash, WordTriggers.Kinds Kinds)[] _slots = new (ulong, WordTriggers.Kinds)[64];
    private int _count;

    /// <summary>Adds to what a hash may be part of.</summary>
    public void Add(ulong hash, WordTriggers.Kinds kinds)
    {
        if (2 * ++_count > _slots.Length)
        {
            var before = _slots;
            _slots = new (ulong, WordTriggers.Kinds)[2 * before.Length];
            foreach (var slot in before.Where(s => s.Kinds != WordTriggers.Kinds.None))
            {
                Slot(slot.Hash) = slot;
            }
        }

        ref var place = ref Slot(hash);
        place = (hash, place.Kinds | kinds);
        _filter[hash >> (64 - bits + 5)] |= 1U << (int)(hash >> (64 - bits));
    }

    /// <summary>What a hash may be part of.</summary>
    public WordTriggers.Kinds Of(ulong hash) => (MayHold(hash) & 1) == 0 ? WordTriggers.Kinds.None : Slot(hash).Kinds;

    /// <summary>A number whose lowest bit is 0 where the table does not hold the hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint MayHold(ulong hash)
    {
        var bit = hash >> (64 - bits);
        return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_filter), (nint)(bit >> 5)) >> (int)bit;
    }

    /// <summary>The slot of a hash, or the empty one where it would be.</summary>
    private ref (ulong Hash, WordTriggers.Kinds Kinds) Slot(ulong hash)
    {
        // Pairs are sums of hashes, so that the lower bits are as good as the upper ones, which the filter has used.
        var mask = _slots.Length - 1;
        for (var at = (int)(hash ^ (hash >> 32)) & mask; ; at = (at + 1) & mask)
        {
            if (_slots[at].Kinds == WordTriggers.Kinds.None || _slots[at].Hash == hash)
            {
                return ref _slots[at];
            }
        }
    }
}
