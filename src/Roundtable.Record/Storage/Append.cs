using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>A leaf on its way to the disk, hashed by the thread which asked for it.</summary>
/// <param name="Leaf">What it says.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Hash">Its RFC 6962 leaf hash.</param>
/// <param name="Contents">The contents that come with it.</param>
internal sealed record Append(Leaf Leaf, byte[] Bytes, Digest Hash, (Digest Digest, ReadOnlyMemory<byte> Bytes)[] Contents)
{
    private readonly TaskCompletionSource<Receipt> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the leaf is durable, or is known not to be.</summary>
    public Task<Receipt> Done => _done.Task;

    /// <summary>The leaf is durable at this index.</summary>
    public void Succeed(long index) =>
        _done.TrySetResult(new Receipt(index, Hash, Leaf.Output ?? Leaf.Document ?? Leaf.Reason ?? default));

    /// <summary>The leaf was not appended.</summary>
    public void Fail(Exception reason) => _done.TrySetException(reason);

    /// <summary>The first content that the leaf names and that neither comes with it nor is stored.</summary>
    public (string Member, Digest Digest)? Missing(Func<Digest, bool> stored)
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
