namespace Roundtable.Tests.Record.Files;

/// <summary>What goes wrong with a simulated disk, as probabilities of a call.</summary>
internal sealed record DiskFaults
{
    public static DiskFaults None { get; } = new();

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
}
