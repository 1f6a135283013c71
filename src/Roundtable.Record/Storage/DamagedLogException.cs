namespace Roundtable.Record.Storage;

/// <summary>The log or its contents are not what was written.</summary>
/// <param name="file">Path of the file that is damaged.</param>
/// <param name="offset">Where in the file, in bytes; null when the file as a whole is meant.</param>
/// <param name="leaf">Index of the leaf concerned; null when it is none or unknown.</param>
/// <param name="problem">What is wrong, as a clause.</param>
public sealed class DamagedLogException(string file, long? offset, long? leaf, string problem)
    : Exception(file + (offset is { } o ? $" at byte {o}" : "") + (leaf is { } l ? $", leaf {l}" : "") + $": {problem}.")
{
    /// <summary>Path of the file that is damaged.</summary>
    public string File { get; } = file;

    /// <summary>Where in the file, in bytes; null when the file as a whole is meant.</summary>
    public long? Offset { get; } = offset;

    /// <summary>Index of the leaf concerned; null when it is none or unknown.</summary>
    public long? Leaf { get; } = leaf;

    /// <summary>What is wrong, as a clause.</summary>
    public string Problem { get; } = problem;
}
