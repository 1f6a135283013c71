using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>Steps before and after the store makes a group of leaves durable.</summary>
internal static class AppendGroup
{
    /// <summary>Stages the group. Appends that are invalid fail; appends that repeat an earlier leaf complete with its receipt.</summary>
    public static List<PendingAppend> Stage(LogStore store, PendingAppend[] group)
    {
        var good = new List<PendingAppend>(group.Length);
        var size = store.Tree.Size;
        foreach (var append in group)
        {
            if (append.Missing(store.HasContent) is (var member, var digest))
            {
                append.Fail(new ArgumentException($"The leaf's {member}, content {digest}, is neither supplied nor stored.", nameof(group)));
            }
            else if (append.Leaf.Inputs is [.., var last] && last >= size)
            {
                append.Fail(new ArgumentException($"The leaf's input {last} does not exist: the log has {size} leaves.", nameof(group)));
            }
            else if (append.Once && good.Find(g => g.Leaf.Kind == append.Leaf.Kind && g.Subject == append.Subject) is { } twin)
            {
                _ = twin.Done.ContinueWith(
                    done =>
                    {
                        if (done.IsCompletedSuccessfully)
                        {
                            append.SucceedWith(done.Result);
                        }
                        else
                        {
                            append.Fail(done.Exception!.InnerException!);
                        }
                    },
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }
            else if (append.Once && store.FindEarliest(append.Leaf.Kind, append.Subject) is { } earlier)
            {
                append.SucceedWith(new Receipt(earlier, new Digest(store.Tree.LeafHash(earlier)), append.Subject));
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
    /// Verifies from the tiles, as an outsider would, that the tree grew by exactly these leaves: the receipts that follow refer to a tree that
    /// includes them and is consistent with the tree of all earlier receipts.
    /// </summary>
    public static void Prove(LogStore store, List<PendingAppend> leaves, long size, byte[] root)
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
            throw new DamagedLogException(store.Location, null, size, "the tree as written does not prove the inclusion of the appended leaves");
        }
    }

    /// <summary>The concatenated leaf hashes of a group.</summary>
    public static byte[] Hashes(IReadOnlyList<PendingAppend> leaves)
    {
        var hashes = new byte[leaves.Count * Digest.Length];
        for (var i = 0; i < leaves.Count; i++)
        {
            leaves[i].Hash.CopyTo(hashes.AsSpan(i * Digest.Length));
        }

        return hashes;
    }
}
