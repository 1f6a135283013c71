using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Storage settings. The defaults apply everywhere except in tests, which need small files and failing disks.</summary>
internal sealed record StorageSettings : DiskHooks
{
    /// <summary>Size in bytes at which a new pack is started.</summary>
    public long SegmentBytes { get; init; } = 256L << 20;

    /// <summary>Interval between checkpoints while leaves are being appended.</summary>
    public TimeSpan BetweenCheckpoints { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the log is written by a thread of its own; false in a simulation, which decides when: <see cref="RecordLog.Drain"/>.</summary>
    public bool HasWriterThread { get; init; } = true;

    /// <summary>Runs what need not be waited for.</summary>
    public Func<Action, Task> RunAside { get; init; } = Task.Run;
}
