namespace Roundtable.Record.Tiles;

/// <summary>
/// The public half of a log as C2SP tlog-tiles serves it: bytes by path, <c>checkpoint</c> and tiles. A directory, a database,
/// a bundle and a web server can each be one; whoever reads believes none of them before hashes and signatures are checked.
/// </summary>
public interface ILogResources
{
    /// <summary>Path of the checkpoint.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>The resource at a path; null where there is none.</summary>
    /// <param name="path"><c>checkpoint</c> or what <see cref="TilePath.ToString"/> gives.</param>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public byte[]? Read(string path);
}
