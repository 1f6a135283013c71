using Roundtable.Record.Checkpoints;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>Opens files that another process may be writing, again and again until they are those of one moment.</summary>
internal static class ConsistentReading
{
    private const int MaxAttempts = 50;

    /// <summary>Opens a directory.</summary>
    /// <param name="directory">Its absolute path.</param>
    /// <param name="settings">Storage settings.</param>
    /// <param name="open">Opens it once.</param>
    /// <exception cref="DamagedLogException">When it is damaged, and not only being written.</exception>
    public static FileStore Open(string directory, StorageSettings settings, Func<FileStore> open)
    {
        for (var attempt = 0; ; attempt++)
        {
            var before = Published();
            try
            {
                var store = open();
                if (attempt == MaxAttempts || Published() is not { } after || SignedCheckpoint.Parse(after).Checkpoint.Size <= store.Head.Size)
                {
                    return store;
                }

                store.Dispose(); // a writer published a checkpoint and cleared the journal before it was read
            }
            catch (DamagedLogException) when (attempt < MaxAttempts && !Published().AsSpan().SequenceEqual(before))
            {
                // Or while it was being read.
            }
        }

        byte[]? Published() => new PublishedFiles(directory, settings).Read(ILogResources.Checkpoint);
    }
}
