using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>The public resources of a data directory's log, readable while another process is writing.</summary>
public sealed class PublishedFiles : ILogResources
{
    private readonly TileFiles _files;

    /// <summary>The resources of a data directory.</summary>
    /// <param name="directory">The data directory.</param>
    public PublishedFiles(string directory)
        : this(directory, new StorageSettings())
    {
    }

    internal PublishedFiles(string directory, StorageSettings settings) => _files = new TileFiles(LogLayout.Log(Path.GetFullPath(directory)), settings);

    /// <inheritdoc/>
    public byte[]? Read(string path) =>
        path is ILogResources.Checkpoint or LogKeys.PublicName || KeyRotation.IsPath(path) || TilePath.TryParse(path, out _) ? _files.Read(path) : null;
}
