namespace Roundtable.Tests.Record.Files;

/// <summary>What goes wrong with a simulated disk, as probabilities of a call.</summary>
internal sealed record DiskFaults
{
    public static DiskFaults None { get; } = new();

    /// <summary>Whether a call may fail, or be the last.</summary>
    public bool MayFail => CallsBeforeCrash < int.MaxValue || Full + UnreadableSector + UnwritableSector + FailedFlush + NoMemory > 0;

    /// <summary>How many calls still return: the machine stops in the one after them.</summary>
    public int CallsBeforeCrash { get; init; } = int.MaxValue;

    /// <summary>ENOSPC of a write, a new file, a new directory or a new name; a write leaves a part of its bytes.</summary>
    public double Full { get; init; }

    /// <summary>EIO of a read.</summary>
    public double UnreadableSector { get; init; }

    /// <summary>EIO of a write; it leaves a part of its bytes.</summary>
    public double UnwritableSector { get; init; }

    /// <summary>EIO of a flush. Any part of what it was to flush is on the disk, and the rest never will be, whatever a later flush says.</summary>
    public double FailedFlush { get; init; }

    /// <summary>No memory for any call: it does nothing.</summary>
    public double NoMemory { get; init; }

    /// <summary>The longest that a call takes by the clock.</summary>
    public TimeSpan Slowest { get; init; }

    /// <summary>How many calls return before whoever waits gives up: the token is cancelled in the one after them, which goes on.</summary>
    public int CallsBeforeCancellation { get; init; } = int.MaxValue;
}
