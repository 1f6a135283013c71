using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>A leaf that is being appended, sealed and hashed by the calling thread.</summary>
public sealed class PendingAppend
{
    private readonly TaskCompletionSource<Receipt> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PendingAppend(Leaf leaf, byte[] bytes, Digest hash, (Digest Digest, ReadOnlyMemory<byte> Bytes)[] contents, bool once)
    {
        Leaf = leaf;
        Bytes = bytes;
        Hash = hash;
        Contents = contents;
        Once = once;
        Size = bytes.Length;
        foreach (var content in contents)
        {
            Size += content.Bytes.Length;
        }
    }

    /// <summary>The leaf, with the digests of its contents.</summary>
    public Leaf Leaf { get; }

    /// <summary>The leaf's bytes in the log.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its RFC 6962 leaf hash.</summary>
    public Digest Hash { get; }

    /// <summary>The leaf's subject: the digest that its receipt contains.</summary>
    public Digest Subject => SubjectOf(Leaf);

    /// <summary>Bytes of the leaf and of the contents supplied with it.</summary>
    internal long Size { get; }

    /// <summary>The contents supplied with it.</summary>
    internal (Digest Digest, ReadOnlyMemory<byte> Bytes)[] Contents { get; }

    /// <summary>Whether to return the receipt of an earlier leaf of the same kind and subject, if there is one.</summary>
    internal bool Once { get; }

    /// <summary>Completes when the leaf is durable, or fails.</summary>
    internal Task<Receipt> Done => _done.Task;

    /// <summary>The subject of a leaf: its output, document or reason.</summary>
    internal static Digest SubjectOf(Leaf leaf) => leaf.Output ?? leaf.Document ?? leaf.Reason ?? default;

    /// <summary>Completes with the receipt of the leaf, durable at this index.</summary>
    internal void Succeed(long index) => _done.TrySetResult(new Receipt(index, Hash, Subject));

    /// <summary>Completes with the receipt of an earlier leaf.</summary>
    internal void SucceedWith(Receipt earlier) => _done.TrySetResult(earlier);

    /// <summary>Fails: the leaf was not appended.</summary>
    internal void Fail(Exception reason) => _done.TrySetException(reason);

    /// <summary>The first content of the leaf that is neither supplied with it nor stored; null if there is none.</summary>
    internal (string Member, Digest Digest)? Missing(Func<Digest, bool> stored)
    {
        for (var i = 0; i < Leaf.ContentMembers.Count; i++)
        {
            if (Leaf.ContentAt(i) is { } digest && Leaf.Keeps(Leaf.ContentMembers[i]) && !IsSupplied(digest) && !stored(digest))
            {
                return (Leaf.ContentMembers[i], digest);
            }
        }

        return Leaf.OpenedBy is { } openings && !IsSupplied(openings) && !stored(openings) ? ("openings", openings) : null;
    }

    private bool IsSupplied(Digest digest)
    {
        foreach (var (supplied, _) in Contents)
        {
            if (supplied == digest)
            {
                return true;
            }
        }

        return false;
    }
}
