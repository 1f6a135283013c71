using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Storage of a log: files or a database. It stores and orders bytes; <see cref="RecordLog"/> decides what is written and when a receipt may be issued.
/// Writing methods are called by one thread at a time: <see cref="Begin"/>, then staging, then <see cref="Commit"/> or <see cref="RollBack"/>.
/// </summary>
public abstract class LogStore : ILogResources, IDisposable
{
    /// <summary>Its location for messages: a path or an address without password.</summary>
    public abstract string Location { get; }

    /// <summary>Number of durable leaves and their RFC 6962 root hash, as a consistent snapshot.</summary>
    public abstract TreeHead Head { get; }

    /// <summary>The tree after the last <see cref="Begin"/> or <see cref="Commit"/>. For the writing thread only.</summary>
    public abstract TileTree Tree { get; }

    /// <summary>Whether receipts require a published checkpoint with cosignatures.</summary>
    public abstract bool IsWitnessed { get; }

    /// <summary>Whether a checkpoint is due regardless of time, because of the amount of data not covered by one.</summary>
    public virtual bool IsCheckpointDue => false;

    /// <inheritdoc/>
    public abstract byte[]? Read(string path);

    /// <summary>A content; null if it was never stored or has been erased.</summary>
    /// <exception cref="DamagedLogException">When the stored bytes do not match the digest.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public abstract byte[]? Content(Digest digest);

    /// <summary>All contents with their state and position.</summary>
    /// <exception cref="DamagedLogException">When the positions of the contents cannot be determined.</exception>
    public abstract IEnumerable<StoredContent> Contents(CancellationToken cancellation);

    /// <summary>The bytes of the durable leaves from an index to the end at the time enumeration starts.</summary>
    /// <exception cref="DamagedLogException">When an entry cannot be read.</exception>
    public abstract IEnumerable<ReadOnlyMemory<byte>> Leaves(long from);

    /// <summary>Begins a write and catches up with other writers.</summary>
    /// <exception cref="IOException">When the log cannot be acquired.</exception>
    public abstract void Begin();

    /// <summary>Whether a content is stored or staged.</summary>
    public abstract bool HasContent(Digest digest);

    /// <summary>Adds a content to the group, unless it is already stored.</summary>
    public abstract void StageContent(Digest digest, ReadOnlySpan<byte> content);

    /// <summary>Index of the earliest leaf of this kind whose output, document or reason is this content; null if there is none.</summary>
    public abstract long? FindEarliest(LeafKind kind, Digest content);

    /// <summary>Makes the staged contents and these leaves durable, in this order, and appends the leaves to <see cref="Tree"/>.</summary>
    /// <exception cref="IOException">When that failed; call <see cref="RollBack"/>.</exception>
    public abstract void Commit(IReadOnlyList<PendingAppend> leaves);

    /// <summary>Discards what was staged, and whatever a failed <see cref="Commit"/> left.</summary>
    public abstract void RollBack();

    /// <summary>Signs a checkpoint of all durable leaves, requests cosignatures if configured, and publishes it.</summary>
    /// <exception cref="Witnesses.WitnessesMissingException">When too few witnesses cosigned.</exception>
    /// <exception cref="IOException">When that failed; the leaves remain durable.</exception>
    public abstract void Publish();

    /// <summary>Overwrites contents; those that are not stored are ignored.</summary>
    /// <exception cref="IOException">When that failed; call again to complete it.</exception>
    public abstract void Erase(IReadOnlyCollection<Digest> contents);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases all resources.</summary>
    protected abstract void Dispose(bool disposing);
}
