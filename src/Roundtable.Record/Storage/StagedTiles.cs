using System.Collections.Concurrent;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Tiles that are waiting to be written to their files. A leaf is durable in the journal before its tiles are written, so a full disk does not fail an
/// append: tiles that could not be written are kept in memory, can be read, and are retried with the next checkpoint.
/// </summary>
internal sealed class StagedTiles(TileFiles files)
{
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<TilePath, byte[]> _waiting = [];

    public void Stage(TilePath path, ReadOnlySpan<byte> bytes) => _waiting[path] = bytes.ToArray();

    public byte[]? Read(TilePath path) => _waiting.GetValueOrDefault(path) ?? files.Read(path.ToString());

    /// <summary>Writes all waiting tiles.</summary>
    /// <exception cref="IOException">When the disk reports an error; the rest keeps waiting.</exception>
    public void Write()
    {
        lock (_writing)
        {
            foreach (var (path, bytes) in _waiting)
            {
                files.Write(path, bytes);
                _waiting.TryRemove(KeyValuePair.Create(path, bytes)); // unless it has been replaced meanwhile
            }
        }
    }

    /// <summary>Writes waiting tiles in the background; tiles that fail are retried with the next checkpoint.</summary>
    public Task WriteInBackground() => _waiting.IsEmpty ? Task.CompletedTask : Task.Run(() =>
    {
        try
        {
            Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next checkpoint reports it.
        }
    });

    /// <summary>Waits for the write in progress and discards the rest, which the journal has.</summary>
    public void Finish()
    {
        lock (_writing)
        {
            _waiting.Clear();
        }
    }
}
