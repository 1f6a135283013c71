using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Callers;

/// <summary>What is kept of a caller, whatever the number of its prompts: at most <see cref="MaxBytes"/> bytes.</summary>
public sealed class CallerState
{
    /// <summary>
    /// The most bytes of a state, names not counted, as the runtime lays it out: 328 bytes for numbers, hours and a spread, and two counters of 312 bytes that
    /// few callers need.
    /// </summary>
    public const int MaxBytes = 328 + (2 * 312);

    private readonly ushort[] _hours = new ushort[24];
    private ulong _styles;
    private DistinctCounter? _endUsers;
    private DistinctCounter? _thinking;

    /// <summary>How many prompts.</summary>
    public int Prompts { get; private set; }

    /// <summary>How many of them ask for reasoning itself.</summary>
    public int Thinking { get; private set; }

    /// <summary>How many have the form of test items.</summary>
    public int TestItems { get; private set; }

    /// <summary>How many prescribe the form of what is wanted.</summary>
    public int Forms { get; private set; }

    /// <summary>How many came on the day of a bar or later.</summary>
    public int AfterBar { get; private set; }

    /// <summary>The first.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The last.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>By what means it pays, as a group; null where nobody says so.</summary>
    public string? Payment { get; private set; }

    /// <summary>Behind which address it is, as a group; null where nobody says so.</summary>
    public string? Address { get; private set; }

    /// <summary>In how many of the 24 hours of a day it asked (UTC).</summary>
    public int Hours => _hours.Count(h => h > 0);

    /// <summary>How evenly over the hours of a day (<see cref="Evenness"/>).</summary>
    public double HourEvenness => Evenness.Of([.. _hours.Select(h => (long)h)]);

    /// <summary>In how many of 64 ways its prompts are written.</summary>
    public int Styles => BitOperations.PopCount(_styles);

    /// <summary>For how many end users it asked, about; 0 where it does not say.</summary>
    public double EndUsers => _endUsers?.Count ?? 0;

    /// <summary>How many different prompts ask for reasoning itself, about.</summary>
    public double ThinkingFillings => _thinking?.Count ?? 0;

    /// <summary>How its prompts spread.</summary>
    public PromptSpread Spread { get; private init; } = new();

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter to)
    {
        foreach (var number in (ReadOnlySpan<int>)[Prompts, Thinking, TestItems, Forms, AfterBar])
        {
            to.WriteNumber(number);
        }

        foreach (var hour in _hours)
        {
            to.WriteNumber(hour);
        }

        to.Write(_styles);
        to.WriteTime(First);
        to.WriteTime(Last);
        to.WriteOptional(Payment);
        to.WriteOptional(Address);
        foreach (var counter in new[] { _endUsers, _thinking })
        {
            to.Write(counter is not null);
            counter?.Write(to);
        }

        Spread.Write(to);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal static CallerState Read(BinaryReader from)
    {
        var numbers = Enumerable.Range(0, 5).Select(_ => (int)from.ReadNumber(int.MaxValue)).ToArray();
        var hours = Enumerable.Range(0, 24).Select(_ => (ushort)from.ReadNumber(ushort.MaxValue)).ToArray();
        var state = new CallerState
        {
            Prompts = numbers[0],
            Thinking = numbers[1],
            TestItems = numbers[2],
            Forms = numbers[3],
            AfterBar = numbers[4],
            _styles = from.ReadUInt64(),
            First = from.ReadTime(),
            Last = from.ReadTime(),
            Payment = from.ReadOptional(),
            Address = from.ReadOptional(),
            _endUsers = from.ReadBoolean() ? DistinctCounter.Read(from, DistinctCounter.CoarseBits) : null,
            _thinking = from.ReadBoolean() ? DistinctCounter.Read(from, DistinctCounter.CoarseBits) : null,
            Spread = PromptSpread.Read(from),
        };
        hours.CopyTo(state._hours, 0);
        return state;
    }

    /// <summary>Takes in a prompt.</summary>
    /// <param name="entry">The prompt.</param>
    public void Add(TrafficEntry entry)
    {
        Prompts++;
        TestItems += entry.Prompt.Marks.HasFlag(PromptMarks.TestItem) ? 1 : 0;
        Forms += entry.Prompt.Marks.HasFlag(PromptMarks.Form) ? 1 : 0;
        Span<float> sketch = stackalloc float[PromptSketch.Length];
        PromptSketch.Of([.. new WordSet(entry.Prompt)], sketch);
        Spread.Add(sketch);
        ref var hour = ref _hours[entry.Time.UtcDateTime.Hour];
        hour = (ushort)Math.Min(ushort.MaxValue, hour + 1);
        _styles |= 1UL << entry.Prompt.Style;
        First = entry.Time < First ? entry.Time : First;
        Last = entry.Time > Last ? entry.Time : Last;
        Payment ??= entry.Payment;
        Address ??= entry.Address;
        AfterBar += entry.BarredFrom is { } bar && DateOnly.FromDateTime(entry.Time.UtcDateTime) >= bar ? 1 : 0;
        if (entry.EndUser is { } user)
        {
            (_endUsers ??= new DistinctCounter()).Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(user.AsSpan())));
        }

        if (entry.Prompt.Marks.HasFlag(PromptMarks.Thinking))
        {
            Thinking++;
            (_thinking ??= new DistinctCounter()).Add(entry.Prompt.Whole);
        }
    }
}
