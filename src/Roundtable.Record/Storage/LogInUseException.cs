namespace Roundtable.Record.Storage;

/// <summary>Another process, or another part of this one, has the data directory open for writing.</summary>
/// <param name="directory">The data directory.</param>
/// <param name="inner">What the lock file's opening said.</param>
public sealed class LogInUseException(string directory, Exception? inner = null)
    : IOException($"The data directory {directory} is in use by another process.", inner)
{
    /// <summary>The data directory.</summary>
    public string Directory { get; } = directory;
}
