using System.Collections.Concurrent;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Tiles on their way to their files. A leaf is durable in the journal before its tiles are written, so a full disk here fails
/// nobody's append: what could not be written is kept, can be read, and is tried again with the next checkpoint.
/// </summary>
internal sealed class StagedTiles(TileFiles files)
{
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<TilePath, byte[]> _waiting = [];

    public void Stage(TilePath path, ReadOnlySpan<byte> bytes) => _waiting[path] = bytes.ToArray();

    public byte[]? Read(TilePath path) => _waiting.GetValueOrDefault(path) ?? files.Read(path.ToString());

    /// <summary>Writes what waits.</summary>
    /// <exception cref="IOException">When the disk refuses; the rest goes on waiting.</exception>
    public void Write()
    {
        lock (_writing)
        {
            foreach (var (path, bytes) in _waiting)
            {
                files.Write(path, bytes);
                _waiting.TryRemove(KeyValuePair.Create(path, bytes)); // unless another has been staged meanwhile
            }
        }
    }

    /// <summary>Writes what waits beside the caller's work, as far as the disk takes it; what it does not take the next checkpoint tries again.</summary>
    public Task WriteBeside() => _waiting.IsEmpty ? Task.CompletedTask : Task.Run(() =>
    {
        try
        {
            Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The checkpoint will tell.
        }
    });

    /// <summary>Waits for what is being written, and gives up the rest: the journal has it.</summary>
    public void Finish()
    {
        lock (_writing)
        {
            _waiting.Clear();
        }
    }
}
