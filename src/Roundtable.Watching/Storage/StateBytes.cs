namespace Roundtable.Watching.Storage;

/// <summary>
/// Numbers and lists of states as bytes, each in one way: small numbers take little, and runs of zeros nearly nothing. What is read is checked before
/// memory is taken for it.
/// </summary>
internal static class StateBytes
{
    /// <summary>Writes counters, of which most are small or zero.</summary>
    public static void WriteCounters(this BinaryWriter to, ReadOnlySpan<uint> counters)
    {
        for (var i = 0; i < counters.Length;)
        {
            var next = counters[i..].IndexOfAnyExcept(0u);
            var run = next < 0 ? counters.Length - i : next;
            if (run > 0)
            {
                to.Write7BitEncodedInt64(((long)run << 1) | 1);
                i += run;
            }
            else
            {
                to.Write7BitEncodedInt64((long)counters[i++] << 1);
            }
        }
    }

    /// <summary>Reads counters.</summary>
    /// <exception cref="InvalidDataException">When there are more than there may be.</exception>
    public static void ReadCounters(this BinaryReader from, Span<uint> counters)
    {
        for (var i = 0; i < counters.Length;)
        {
            var word = from.Read7BitEncodedInt64();
            var number = word >>> 1;
            if ((word & 1) == 0)
            {
                counters[i++] = number is > 0 and <= uint.MaxValue ? (uint)number : throw Malformed("a counter");
                continue;
            }

            i = number > 0 && number <= counters.Length - i ? i + (int)number : throw Malformed("a run of counters");
        }
    }

    /// <summary>Writes a number that is not negative.</summary>
    public static void WriteNumber(this BinaryWriter to, long number) => to.Write7BitEncodedInt64(number);

    /// <summary>Reads one.</summary>
    /// <param name="from">Where.</param>
    /// <param name="max">The greatest that there may be.</param>
    /// <exception cref="InvalidDataException">When it is greater or negative.</exception>
    public static long ReadNumber(this BinaryReader from, long max = long.MaxValue) =>
        from.Read7BitEncodedInt64() is >= 0 and var number && number <= max ? number : throw Malformed("a number");

    /// <summary>Reads a list's length and items.</summary>
    public static IEnumerable<T> ReadList<T>(this BinaryReader from, Func<BinaryReader, T> item, long max = int.MaxValue)
    {
        for (var left = from.ReadNumber(max); left > 0; left--)
        {
            yield return item(from);
        }
    }

    /// <summary>Writes a list's length and items.</summary>
    public static void WriteList<T>(this BinaryWriter to, IReadOnlyCollection<T> items, Action<BinaryWriter, T> item)
    {
        to.WriteNumber(items.Count);
        foreach (var one in items)
        {
            item(to, one);
        }
    }

    /// <summary>Writes a text or nothing.</summary>
    public static void WriteOptional(this BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null)
        {
            to.Write(text);
        }
    }

    /// <summary>Reads a text or nothing.</summary>
    public static string? ReadOptional(this BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    /// <summary>Writes a moment.</summary>
    public static void WriteTime(this BinaryWriter to, DateTimeOffset time) => to.Write(time.UtcTicks);

    /// <summary>Reads a moment.</summary>
    public static DateTimeOffset ReadTime(this BinaryReader from) =>
        from.ReadInt64() is var ticks && ticks >= DateTimeOffset.MinValue.UtcTicks && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw Malformed("a time");

    /// <summary>The error about something that no state has.</summary>
    public static InvalidDataException Malformed(string what) => new($"The state is malformed: {what} is out of range.");
}
