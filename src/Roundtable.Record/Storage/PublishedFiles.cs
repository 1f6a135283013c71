using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>The public resources of a data directory's log, readable while another process is writing.</summary>
/// <param name="directory">The data directory.</param>
public sealed class PublishedFiles(string directory) : ILogResources
{
    private readonly TileFiles _files = new(DataPaths.Log(Path.GetFullPath(directory)), new StorageSettings());

    /// <inheritdoc/>
    public byte[]? Read(string path) =>
        path is ILogResources.Checkpoint or LogKeys.PublicName || KeyRotation.IsPath(path) || TilePath.TryParse(path, out _) ? _files.Read(path) : null;
}
