using System.Collections.Concurrent;
using Roundtable.Record.Files;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Tiles that are waiting to be written to their files. A leaf is durable in the journal before its tiles are written, so a full disk does not fail an
/// append: tiles that could not be written are kept in memory, can be read, and are retried with the next checkpoint.
/// </summary>
internal sealed class StagedTiles(TileFiles files, StorageSettings settings)
{
    private const long FlushedAhead = 8 << 20;

    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<TilePath, byte[]> _waiting = [];
    private Task _flushing = Task.CompletedTask;
    private long _flushed; // the end of the journal when flushing ahead began last

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

    /// <summary>Writes all waiting tiles for a checkpoint, once what is being flushed ahead is flushed.</summary>
    /// <exception cref="FlushFailedException">When flushing ahead failed: the state of the disk is unknown since then.</exception>
    /// <exception cref="IOException">When the disk reports an error; the rest keeps waiting.</exception>
    public void WriteAll()
    {
        var flushing = _flushing;
        _flushing = Task.CompletedTask;
        flushing.GetAwaiter().GetResult();
        Write();
    }

    /// <summary>
    /// Writes waiting tiles in the background, and flushes what was written where it is much, so that the next checkpoint, for which everybody waits, has
    /// little left to flush. Tiles that fail are retried with the next checkpoint, which reports what could not be flushed too.
    /// </summary>
    /// <param name="journaled">How much the journal has, in bytes.</param>
    public void WriteAhead(long journaled)
    {
        if (!_waiting.IsEmpty)
        {
            _ = settings.RunAside(TryWrite);
        }

        _flushed = Math.Min(_flushed, journaled);
        if (journaled - _flushed > FlushedAhead && _flushing.IsCompletedSuccessfully)
        {
            _flushed = journaled;
            _flushing = settings.RunAside(files.FlushAhead);
        }
    }

    private void TryWrite()
    {
        try
        {
            Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next checkpoint reports it.
        }
    }

    /// <summary>Waits for the write in progress and discards the rest, which the journal has.</summary>
    public void Finish()
    {
        try
        {
            _flushing.GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // The journal has what is not on the disk; opening flushes all.
        }

        lock (_writing)
        {
            _waiting.Clear();
        }
    }
}
