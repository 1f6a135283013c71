using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>How the log uses the disk. Everybody takes the defaults; tests make files small and disks fail.</summary>
internal sealed record StorageSettings : DiskHooks
{
    /// <summary>A pack that has reached this many bytes is followed by a new one.</summary>
    public long SegmentBytes { get; init; } = 256L << 20;

    /// <summary>A checkpoint is written when leaves were appended and the last one is older than this.</summary>
    public TimeSpan BetweenCheckpoints { get; init; } = TimeSpan.FromSeconds(5);
}
