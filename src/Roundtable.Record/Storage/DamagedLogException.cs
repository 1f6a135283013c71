namespace Roundtable.Record.Storage;

/// <summary>The log or its contents are damaged: they differ from what was written.</summary>
/// <param name="file">Path of the damaged file.</param>
/// <param name="offset">Position in the file in bytes; null for the file as a whole.</param>
/// <param name="leaf">Index of the affected leaf; null for none or unknown.</param>
/// <param name="problem">The problem, as a clause.</param>
public sealed class DamagedLogException(string file, long? offset, long? leaf, string problem)
    : Exception(file + (offset is { } o ? $" at byte {o}" : "") + (leaf is { } l ? $", leaf {l}" : "") + $": {problem}.")
{
    /// <summary>Path of the damaged file.</summary>
    public string File { get; } = file;

    /// <summary>Position in the file in bytes; null for the file as a whole.</summary>
    public long? Offset { get; } = offset;

    /// <summary>Index of the affected leaf; null for none or unknown.</summary>
    public long? Leaf { get; } = leaf;

    /// <summary>The problem, as a clause.</summary>
    public string Problem { get; } = problem;
}
