namespace Roundtable.Record.Tiles;

/// <summary>
/// The public resources of a log (C2SP tlog-tiles): bytes by path, <c>checkpoint</c> and tiles. Implemented by directories, databases
/// and bundles; readers must not trust any of them before they have verified hashes and signatures.
/// </summary>
public interface ILogResources
{
    /// <summary>Path of the checkpoint.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Path of the log's keys, one a line, as the log itself tells them.</summary>
    public const string Keys = "keys";

    /// <summary>The resource at a path; null if it does not exist.</summary>
    /// <param name="path"><c>checkpoint</c>, or a path as returned by <see cref="TilePath.ToString"/>.</param>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public byte[]? Read(string path);
}
