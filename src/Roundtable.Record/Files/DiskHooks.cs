namespace Roundtable.Record.Files;

/// <summary>Seams at which tests make a disk fail. Everybody else leaves them empty.</summary>
internal record DiskHooks
{
    /// <summary>Called with a file's path before bytes are written to it; may throw in their stead.</summary>
    public Action<string>? BeforeWrite { get; init; }

    /// <summary>Called with a file's path before it is flushed to the disk; may throw in its stead.</summary>
    public Action<string>? BeforeFlush { get; init; }
}
