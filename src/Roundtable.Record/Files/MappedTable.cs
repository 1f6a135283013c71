namespace Roundtable.Record.Files;

/// <summary>A hash table of 64-bit keys and values in a mapped file, by linear probing. A key may have several values; nothing is removed.</summary>
/// <param name="map">The file.</param>
/// <param name="header">Length of the header in bytes.</param>
/// <param name="capacity">Number of slots, a power of two.</param>
internal sealed class MappedTable(IDiskMap map, int header, long capacity) : IDisposable
{
    /// <summary>Length of a slot in bytes: a key, which is zero for an empty slot, and a value.</summary>
    public const int SlotLength = 2 * sizeof(ulong);

    /// <summary>The file.</summary>
    public IDiskMap Map => map;

    /// <summary>Number of slots.</summary>
    public long Capacity => capacity;

    private long End => header + (SlotLength * capacity);

    /// <summary>The values of a key, in no particular order.</summary>
    /// <param name="key">Not zero.</param>
    public IEnumerable<ulong> Find(ulong key)
    {
        var slot = Slot(key);
        for (long passed = 0; passed < capacity && map.Read(slot) is var found and not 0; passed++, slot = Next(slot))
        {
            if (found == key)
            {
                yield return map.Read(slot + sizeof(ulong));
            }
        }
    }

    /// <summary>Whether the value was added; false if it is there; null if neither it nor an empty slot was found within so many probes.</summary>
    public bool? Insert(ulong key, ulong value, long maxProbes)
    {
        var slot = Slot(key);
        for (long passed = 0; map.Read(slot) is var found and not 0; slot = Next(slot))
        {
            if (found == key && map.Read(slot + sizeof(ulong)) == value)
            {
                return false;
            }

            if (++passed == maxProbes)
            {
                return null;
            }
        }

        map.Write(slot + sizeof(ulong), value);
        map.Write(slot, key);
        return true;
    }

    /// <summary>Every key with each of its values.</summary>
    public IEnumerable<(ulong Key, ulong Value)> All()
    {
        for (long slot = header; slot < End; slot += SlotLength)
        {
            if (map.Read(slot) is var key and not 0)
            {
                yield return (key, map.Read(slot + sizeof(ulong)));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => map.Dispose();

    private long Slot(ulong key) => header + (SlotLength * (long)(key & (ulong)(capacity - 1)));

    private long Next(long slot) => slot + SlotLength == End ? header : slot + SlotLength;
}
