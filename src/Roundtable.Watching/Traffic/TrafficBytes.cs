using Roundtable.Watching.Storage;

namespace Roundtable.Watching.Traffic;

/// <summary>
/// Requests as bytes, for whoever reads the same traffic again: what rules look at, and no word of a prompt nor their order. docs/formats/watch-state.md.
/// </summary>
public static class TrafficBytes
{
    /// <summary>Writes a request. Its <see cref="TrafficEntry.Text"/> is left out.</summary>
    public static void Write(BinaryWriter to, TrafficEntry entry)
    {
        to.WriteNumber(entry.Position);
        to.WriteTime(entry.Time);
        to.Write(entry.Caller);
        foreach (var text in (ReadOnlySpan<string?>)[entry.Model, entry.EndUser, entry.Payment, entry.Address])
        {
            to.WriteOptional(text);
        }

        to.WriteNumber(entry.BarredFrom is { } day ? day.DayNumber + 1L : 0);
        var prompt = entry.Prompt;
        to.Write(prompt.Whole);
        to.WriteNumber(prompt.Words);
        to.WriteNumber((long)prompt.Marks);
        to.Write(prompt.Style);
        to.WriteNumber(prompt.Shingles.Length);
        foreach (var shingle in prompt.Shingles)
        {
            to.Write(shingle);
        }

        to.WriteNumber(prompt.Buckets.Length);
        foreach (var bucket in prompt.Buckets.Order())
        {
            to.Write(bucket);
        }
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    /// <exception cref="EndOfStreamException">When it ends early.</exception>
    public static TrafficEntry Read(BinaryReader from)
    {
        var (position, time, caller) = (from.ReadNumber(), from.ReadTime(), from.ReadString());
        string? model = from.ReadOptional(), user = from.ReadOptional(), payment = from.ReadOptional(), address = from.ReadOptional();
        var day = (int)from.ReadNumber(DateOnly.MaxValue.DayNumber + 1L);
        var (whole, words) = (from.ReadUInt64(), (int)from.ReadNumber(int.MaxValue));
        var (marks, style) = ((PromptMarks)from.ReadNumber((long)PromptMarks.All), from.ReadByte());
        var shingles = new ulong[(int)from.ReadNumber(PromptFeatures.MaxShingles)];
        for (var i = 0; i < shingles.Length; i++)
        {
            shingles[i] = from.ReadUInt64();
        }

        var buckets = new ushort[(int)from.ReadNumber(PromptFeatures.MaxWords)];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = from.ReadUInt16() is < PromptFeatures.BucketCount and var bucket ? bucket : throw StateBytes.Malformed("a word");
        }

        return new TrafficEntry(caller, time, new PromptFeatures(whole, shingles, buckets, words, marks, style), position)
        {
            Model = model,
            EndUser = user,
            Payment = payment,
            Address = address,
            BarredFrom = day == 0 ? null : DateOnly.FromDayNumber(day - 1),
        };
    }
}
