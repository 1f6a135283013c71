namespace Roundtable.Record.Storage;

/// <summary>
/// A leaf or its contents could not be written: the disk is full, read-only or failing. Nothing of the append was kept, and nothing before it was lost.
/// </summary>
public sealed class LogWriteException : IOException
{
    internal LogWriteException(string directory, Exception inner)
        : base($"The log in {directory} could not be written: {inner.Message} Everything recorded before is safe.", inner)
    {
    }
}
