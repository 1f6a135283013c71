namespace Roundtable.Record.Storage;

/// <summary>The data directory is already open for writing, in this or another process.</summary>
/// <param name="directory">The data directory.</param>
/// <param name="inner">The error from opening the lock file.</param>
public sealed class LogInUseException(string directory, Exception? inner = null)
    : IOException($"The data directory {directory} is in use by another process.", inner)
{
    /// <summary>The data directory.</summary>
    public string Directory { get; } = directory;
}
