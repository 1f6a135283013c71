namespace Roundtable.Record.Files;

/// <summary>Fault injection for tests; empty otherwise.</summary>
internal record DiskHooks
{
    /// <summary>Called with a file's path before each write; may throw instead of it.</summary>
    public Action<string>? BeforeWrite { get; init; }

    /// <summary>Called with a file's path before each flush; may throw instead of it.</summary>
    public Action<string>? BeforeFlush { get; init; }
}
