using System.Collections.Concurrent;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Tiles on their way to their files. A leaf is durable in the journal before its tiles are written, so a full disk here fails
/// nobody's append: what could not be written is kept, can be read, and is tried again with the next checkpoint.
/// </summary>
internal sealed class StagedTiles(TileFiles files)
{
    private readonly ConcurrentDictionary<TilePath, byte[]> _waiting = [];

    public void Stage(TilePath path, ReadOnlySpan<byte> bytes) => _waiting[path] = bytes.ToArray();

    public byte[]? Read(TilePath path) => _waiting.GetValueOrDefault(path) ?? files.Read(path.ToString());

    /// <summary>Writes what waits.</summary>
    /// <exception cref="IOException">When the disk refuses; the rest goes on waiting.</exception>
    public void Write()
    {
        foreach (var (path, bytes) in _waiting)
        {
            files.Write(path, bytes);
            _waiting.TryRemove(path, out _);
        }
    }

    /// <summary>Writes what waits as far as the disk takes it.</summary>
    public void TryWrite()
    {
        try
        {
            Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The checkpoint will try again, and tell.
        }
    }
}
