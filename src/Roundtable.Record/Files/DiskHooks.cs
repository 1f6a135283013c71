namespace Roundtable.Record.Files;

/// <summary>The disk, and fault injection on it for tests.</summary>
internal record DiskHooks
{
    /// <summary>The disk; a simulated one in tests.</summary>
    public IDisk Disk { get; init; } = RealDisk.Instance;

    /// <summary>Called with a file's path before each write; may throw instead of it.</summary>
    public Action<string>? BeforeWrite { get; init; }

    /// <summary>Called with a file's path before each flush; may throw instead of it.</summary>
    public Action<string>? BeforeFlush { get; init; }
}
