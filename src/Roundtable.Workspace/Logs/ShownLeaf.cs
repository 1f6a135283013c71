using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Logs;

/// <summary>A leaf as it stands in the log, with what only this computer knows of it.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Hash">Its RFC 6962 leaf hash.</param>
/// <param name="Bytes">Its bytes, canonical JSON.</param>
/// <param name="Leaf">The same, read.</param>
/// <param name="Opened">
/// The members that it commits to, by name, each with its opening; null where salts and contents were erased, so that nobody can open them any more.
/// Empty for a leaf without commitments.
/// </param>
public sealed record ShownLeaf(long Index, Digest Hash, ReadOnlyMemory<byte> Bytes, Leaf Leaf, IReadOnlyDictionary<string, ShownOpening>? Opened)
{
    /// <summary>The leaf's JSON as the log has it.</summary>
    public JsonNode Entry => JsonNode.Parse(Bytes.Span)!;

    /// <summary>As one document. Contents are base64; <c>opened</c> is left out where it was erased.</summary>
    public JsonObject Json() => new()
    {
        ["index"] = Index,
        ["hash"] = Hash.ToString(),
        ["leaf"] = Entry,
        ["opened"] = Opened is null ? null : new JsonObject(Opened.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)new JsonObject
        {
            ["content"] = o.Value.Opening.Content.ToString(),
            ["salt"] = o.Value.Opening.Salt.ToString(),
            ["bytes"] = o.Value.Content is { } content ? Convert.ToBase64String(content) : null,
        }))),
    };

    /// <summary>A leaf of an open log.</summary>
    /// <exception cref="DamagedLogException">When the log is damaged.</exception>
    internal static ShownLeaf Of(LogStore store, long index)
    {
        var bytes = store.Leaves(index).First();
        var leaf = Leaf.Parse(bytes.Span);
        var openings = leaf.OpenedBy is { } document && store.Content(document) is { } opened ? Openings.Read(opened)
            : leaf.Commitments.Count > 0 ? null
            : new Dictionary<string, Opening>(StringComparer.Ordinal);
        return new ShownLeaf(
            index,
            new Digest(MerkleTree.LeafHash(bytes.Span)),
            bytes,
            leaf,
            openings?.ToDictionary(o => o.Key, o => new ShownOpening(o.Value, store.Content(o.Value.Content)), StringComparer.Ordinal));
    }
}

/// <summary>What a member of a leaf commits to.</summary>
/// <param name="Opening">Salt and digest, by which the commitment is recomputed.</param>
/// <param name="Content">The content; null where it was erased.</param>
public sealed record ShownOpening(Opening Opening, byte[]? Content);
