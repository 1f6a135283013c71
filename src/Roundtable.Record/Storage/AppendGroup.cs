using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>What is done to a group of leaves before and after the store makes them durable.</summary>
internal static class AppendGroup
{
    /// <summary>Stages the group; who cannot be appended is told so, who has been appended before is told where.</summary>
    public static List<Append> Stage(LogStore store, Append[] group)
    {
        var good = new List<Append>(group.Length);
        var size = store.Tree.Size;
        foreach (var append in group)
        {
            if (append.Missing(store.HasContent) is (var member, var digest))
            {
                append.Fail(new ArgumentException($"The leaf's {member} is the content {digest}, which neither came with it nor is stored.", nameof(group)));
            }
            else if (append.Leaf.Inputs is [.., var last] && last >= size)
            {
                append.Fail(new ArgumentException($"The leaf names leaf {last} as an input, and the log has {size}.", nameof(group)));
            }
            else if (append.Once && good.Find(g => g.Leaf.Kind == append.Leaf.Kind && g.Subject == append.Subject) is { } twin)
            {
                _ = twin.Done.ContinueWith(
                    done => { if (done.IsCompletedSuccessfully) { append.Answer(done.Result); } else { append.Fail(done.Exception!.InnerException!); } },
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }
            else if (append.Once && store.Earlier(append.Leaf.Kind, append.Subject) is { } earlier)
            {
                append.Answer(new Receipt(earlier, new Digest(store.Tree.LeafHash(earlier)), append.Subject));
            }
            else
            {
                foreach (var (content, bytes) in append.Contents)
                {
                    store.StageContent(content, bytes.Span);
                }

                good.Add(append);
            }
        }

        return good;
    }

    /// <summary>
    /// Proves from the tiles that the tree grew by these leaves alone, as a stranger would: the receipts that follow speak of a
    /// tree which holds them, and which begins with the tree of every receipt before.
    /// </summary>
    public static void Prove(LogStore store, List<Append> leaves, long size, byte[] root)
    {
        var tree = store.Tree;
        var grown = tree.Root();
        var ok = tree.Size == size + leaves.Count
            && (size == 0 || ConsistencyProof.Verify(size, tree.Size, root, grown, tree.ProveConsistency(size, tree.Size)));
        if (ok && leaves.Count > 0)
        {
            ok = RangeProof.Root(size, Hashes(leaves), tree.Hash).AsSpan().SequenceEqual(grown);
        }

        if (!ok)
        {
            throw new DamagedLogException(store.Location, null, size, "the tree that was written does not prove the leaves in it");
        }
    }

    /// <summary>The leaf hashes of a group side by side.</summary>
    public static byte[] Hashes(IReadOnlyList<Append> leaves)
    {
        var hashes = new byte[leaves.Count * Digest.Length];
        for (var i = 0; i < leaves.Count; i++)
        {
            leaves[i].Hash.CopyTo(hashes.AsSpan(i * Digest.Length));
        }

        return hashes;
    }
}
