namespace Roundtable.Record.Storage;

/// <summary>The disk refused a leaf or its contents: full, read-only, failing. Nothing of the append was kept, and nothing before it lost.</summary>
public sealed class LogWriteException : IOException
{
    internal LogWriteException(string directory, Exception inner)
        : base($"The log in {directory} could not be written: {inner.Message} What was recorded before is safe.", inner)
    {
    }
}
