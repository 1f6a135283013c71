using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>A leaf on its way into the store, sealed and hashed by the thread which asked for it.</summary>
public sealed class Append
{
    private readonly TaskCompletionSource<Receipt> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Append(Leaf leaf, byte[] bytes, Digest hash, (Digest Digest, ReadOnlyMemory<byte> Bytes)[] contents, bool once)
    {
        Leaf = leaf;
        Bytes = bytes;
        Hash = hash;
        Contents = contents;
        Once = once;
    }

    /// <summary>What it says, with the digests of its contents.</summary>
    public Leaf Leaf { get; }

    /// <summary>Its bytes in the log.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its RFC 6962 leaf hash.</summary>
    public Digest Hash { get; }

    /// <summary>What the leaf is about: the digest that its receipt repeats.</summary>
    public Digest Subject => SubjectOf(Leaf);

    /// <summary>The contents that come with it.</summary>
    internal (Digest Digest, ReadOnlyMemory<byte> Bytes)[] Contents { get; }

    /// <summary>Whether an earlier leaf of the same kind and subject is to be answered instead.</summary>
    internal bool Once { get; }

    /// <summary>Ends when the leaf is durable, or is known not to be.</summary>
    internal Task<Receipt> Done => _done.Task;

    /// <summary>What a leaf is about: its output, document or reason.</summary>
    internal static Digest SubjectOf(Leaf leaf) => leaf.Output ?? leaf.Document ?? leaf.Reason ?? default;

    /// <summary>The leaf is durable at this index.</summary>
    internal void Succeed(long index) => _done.TrySetResult(new Receipt(index, Hash, Subject));

    /// <summary>An earlier leaf says the same.</summary>
    internal void Answer(Receipt earlier) => _done.TrySetResult(earlier);

    /// <summary>The leaf was not appended.</summary>
    internal void Fail(Exception reason) => _done.TrySetException(reason);

    /// <summary>The first content that the leaf names and that neither comes with it nor is stored.</summary>
    internal (string Member, Digest Digest)? Missing(Func<Digest, bool> stored)
    {
        foreach (var (member, digest) in Leaf.Contents())
        {
            if (!Array.Exists(Contents, c => c.Digest == digest) && !stored(digest))
            {
                return (member, digest);
            }
        }

        return null;
    }
}
