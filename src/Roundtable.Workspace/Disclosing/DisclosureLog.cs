using Roundtable.Disclosure.Audits;
using Roundtable.Record.Entries;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Disclosing;

/// <summary>Puts documents of disclosures on the record, and proves that they are there.</summary>
/// <param name="workspace">Which log.</param>
internal sealed class DisclosureLog(WorkspaceContext workspace)
{
    /// <summary>The member of a leaf that commits to its document.</summary>
    public const string Member = "document";

    /// <summary>Appends a document, once, and publishes a checkpoint that covers it, with the cosignatures that the log's policy requires.</summary>
    /// <returns>The index of its leaf.</returns>
    public async Task<long> AppendAsync(byte[] document, IReadOnlyList<long> inputs, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        var leaf = new Leaf { Kind = LeafKind.Disclosure, Time = workspace.Time.GetUtcNow(), Document = Digest.Of(document), Inputs = inputs };
        var index = (await log.AppendOnceAsync(leaf, [document], cancellation)).Leaf;
        await log.PublishAsync();
        return index;
    }

    /// <summary>The document of a leaf.</summary>
    /// <exception cref="WorkspaceException">When there is no such leaf, or it is no disclosure.</exception>
    public async Task<byte[]> DocumentAsync(long index, CancellationToken cancellation)
    {
        using var store = await LogAccess.ReadAsync(workspace, cancellation);
        return index >= 0 && index < store.Head.Size
            && RecordLog.ReadLeaf(store, index, store.Leaves(index).First().Span) is { Kind: LeafKind.Disclosure, Document: { } digest }
            && store.Content(digest) is { } document
            ? document
            : throw new WorkspaceException(
                ErrorKind.NotFound, FormattableString.Invariant($"Leaf {index} of this log is no disclosure: the file was made for another log."));
    }

    /// <summary>A leaf with its document and its way to the root of a checkpoint of some size.</summary>
    public static ProvedLeaf Prove(LogStore store, long index, long size)
    {
        var checkpoint = TreeVerifier.ReadCheckpoint(store, []);
        var made = LeafProof.Make(store, index, [Member]);
        var tree = CheckedTree.Load(checkpoint.Checkpoint, store);
        var opened = made.Opened[Member];
        return new ProvedLeaf(index, made.Entry, opened.Salt, opened.Content, tree.ProveInclusion(index, size));
    }
}
