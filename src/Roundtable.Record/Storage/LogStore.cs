using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Where a log is kept: files or a database. It stores and orders bytes; what is written and when a receipt may be given is decided by
/// <see cref="RecordLog"/>. The writing half is called from one thread at a time: <see cref="Begin"/>, then staging, then
/// <see cref="Commit"/> or <see cref="RollBack"/>.
/// </summary>
public abstract class LogStore : ILogResources, IDisposable
{
    /// <summary>Where it is, for messages: a path or an address, never a password.</summary>
    public abstract string Location { get; }

    /// <summary>How many leaves are durable and their RFC 6962 root, as of one moment.</summary>
    public abstract TreeHead Head { get; }

    /// <summary>The tree as <see cref="Begin"/> or <see cref="Commit"/> left it. For the writing thread alone.</summary>
    public abstract TileTree Tree { get; }

    /// <summary>Whether a leaf counts only when a checkpoint that speaks of it has been cosigned and published.</summary>
    public abstract bool IsWitnessed { get; }

    /// <summary>Whether so much waits for a checkpoint that it should not wait for its time.</summary>
    public virtual bool IsCheckpointDue => false;

    /// <inheritdoc/>
    public abstract byte[]? Read(string path);

    /// <summary>A content; null when the store never had it or has erased it.</summary>
    /// <exception cref="DamagedLogException">When the stored bytes do not have this digest.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public abstract byte[]? Content(Digest digest);

    /// <summary>Every content with what its bytes are, and where it stands in words.</summary>
    /// <exception cref="DamagedLogException">When where the contents stand cannot be made out.</exception>
    public abstract IEnumerable<StoredContent> Contents(CancellationToken cancellation);

    /// <summary>The bytes of the durable leaves from an index on, to the end as it is when the first is asked for.</summary>
    /// <exception cref="DamagedLogException">When an entry cannot be read.</exception>
    public abstract IEnumerable<ReadOnlyMemory<byte>> Leaves(long from);

    /// <summary>Takes the log for writing and learns what others wrote.</summary>
    /// <exception cref="IOException">When that cannot be had.</exception>
    public abstract void Begin();

    /// <summary>Whether a content is stored or staged.</summary>
    public abstract bool HasContent(Digest digest);

    /// <summary>Takes a content into the group; one that is stored already is left out.</summary>
    public abstract void StageContent(Digest digest, ReadOnlySpan<byte> content);

    /// <summary>The earliest leaf of this kind whose output, document or reason is this content; null where there is none.</summary>
    public abstract long? Earlier(LeafKind kind, Digest content);

    /// <summary>Makes the staged contents and these leaves durable, in this order. The leaves stand at the end of <see cref="Tree"/> afterwards.</summary>
    /// <exception cref="IOException">When they could not be; call <see cref="RollBack"/>.</exception>
    public abstract void Commit(IReadOnlyList<Append> leaves);

    /// <summary>Takes back what was staged, and whatever a failed <see cref="Commit"/> left.</summary>
    public abstract void RollBack();

    /// <summary>Signs a checkpoint of all durable leaves, has it cosigned where that is asked, and publishes it.</summary>
    /// <exception cref="Witnesses.WitnessesMissingException">When too few witnesses cosigned it.</exception>
    /// <exception cref="IOException">When it could not be; the leaves are no less durable.</exception>
    public abstract void Publish();

    /// <summary>Overwrites contents; those that are not stored are left out.</summary>
    /// <exception cref="IOException">When that was refused; call again to finish.</exception>
    public abstract void Erase(IReadOnlyCollection<Digest> contents);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets everything go.</summary>
    protected abstract void Dispose(bool disposing);
}
