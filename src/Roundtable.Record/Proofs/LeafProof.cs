using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Proofs;

/// <summary>
/// A <see cref="TlogProof"/> that carries the leaf it is about, whichever of its fields were chosen to be opened, and the keys
/// that the log lists. docs/formats/proof.md has the bytes of that.
/// </summary>
/// <param name="Proof">The proof.</param>
/// <param name="Entry">The leaf's bytes.</param>
/// <param name="Opened">The opened fields by the names of their members: salt and content.</param>
/// <param name="Keys">The keys that the log lists; to be believed no more than the rest.</param>
public sealed record LeafProof(TlogProof Proof, byte[] Entry, IReadOnlyDictionary<string, OpenedField> Opened, IReadOnlyList<VerifierKey> Keys)
{
    /// <summary>Proves a leaf of a log, under its published checkpoint.</summary>
    /// <param name="store">Where the log is kept.</param>
    /// <param name="index">Index of the leaf.</param>
    /// <param name="open">The members to open.</param>
    /// <exception cref="ArgumentException">When the checkpoint does not reach to the leaf, or the leaf has no such member or its content is gone.</exception>
    /// <exception cref="DamagedLogException">When the log is not what was written.</exception>
    public static LeafProof Make(LogStore store, long index, IEnumerable<string> open)
    {
        var checkpoint = Verifying.TreeVerifier.ReadCheckpoint(store, []);
        if (index >= checkpoint.Checkpoint.Size)
        {
            throw new ArgumentException($"The log's checkpoint has {checkpoint.Checkpoint.Size} leaves; leaf {index} is none of them.", nameof(index));
        }

        var tree = CheckedTree.Load(checkpoint.Checkpoint, store);
        var entry = store.Leaves(index).First().ToArray();
        var leaf = Leaf.Parse(entry);
        var openings = leaf.OpenedBy is { } document && store.Content(document) is { } bytes ? Openings.Read(bytes) : new Dictionary<string, Opening>(StringComparer.Ordinal);
        var opened = open.Distinct(StringComparer.Ordinal).ToDictionary(
            member => member,
            member => !leaf.Commitments.ContainsKey(member)
                ? throw new ArgumentException($"Leaf {index} commits to no {member}; it has {(leaf.Commitments.Count == 0 ? "nothing to open" : string.Join(", ", leaf.Commitments.Keys))}.", nameof(open))
                : openings.TryGetValue(member, out var opening) && store.Content(opening.Content) is { } content
                    ? new OpenedField(opening.Salt, content)
                    : throw new ArgumentException($"The {member} of leaf {index} was erased and cannot be opened any more.", nameof(open)),
            StringComparer.Ordinal);
        var keys = VerifierKey.ParseList(Encoding.UTF8.GetString(store.Read(LogKeys.PublicName) ?? []));
        return new LeafProof(TlogProof.Make(index, tree, checkpoint, Write(entry, opened, keys)), entry, opened, keys);
    }

    /// <summary>Reads a proof of this program's making. Nothing is verified.</summary>
    /// <exception cref="FormatException">When the bytes are no proof, or carry no leaf.</exception>
    public static LeafProof Parse(ReadOnlySpan<byte> bytes)
    {
        var proof = TlogProof.Parse(bytes);
        try
        {
            using var document = JsonDocument.Parse(proof.Extra ?? throw new FormatException("The proof carries no leaf: it has no extra line."));
            var root = document.RootElement;
            var entry = root.GetProperty("leaf").GetBytesFromBase64();
            var opened = root.GetProperty("opened").EnumerateObject().ToDictionary(
                m => m.Name,
                m => new OpenedField(Digest.Parse(m.Value.GetProperty("salt").GetString() ?? ""), m.Value.GetProperty("content").GetBytesFromBase64()),
                StringComparer.Ordinal);
            List<VerifierKey> keys = [.. root.GetProperty("keys").EnumerateArray().Select(k => VerifierKey.Parse(k.GetString() ?? ""))];
            return Write(entry, opened, keys).AsSpan().SequenceEqual(proof.Extra)
                ? new LeafProof(proof, entry, opened, keys)
                : throw new FormatException("The proof's extra data is not in its one form.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("The proof's extra data is not what this program writes.", e);
        }
    }

    /// <summary>Checks everything but whether the signer is to be trusted; returns the leaf and the key that signed.</summary>
    /// <param name="trusted">The keys that may have signed; none where the proof's own are to be shown to the reader.</param>
    /// <param name="policy">The witnesses that must have cosigned; null where none must.</param>
    /// <exception cref="FormatException">With what does not hold.</exception>
    public (Leaf Leaf, VerifierKey SignedBy) Verify(IReadOnlyList<VerifierKey> trusted, TrustPolicy? policy = null)
    {
        if (!Proof.Includes(Entry))
        {
            throw new FormatException("The leaf is not the one that the checkpoint's root holds at this index.");
        }

        var checkpoint = Proof.Checkpoint;
        var signer = (trusted.Count > 0 ? trusted : Keys).Where(k => k.Name == checkpoint.Checkpoint.Origin).FirstOrDefault(checkpoint.Note.IsSignedBy)
            ?? throw new FormatException(trusted.Count > 0 ? "The checkpoint is not signed by a key that was given." : "The checkpoint is not signed by a key that the proof lists.");
        if (policy?.IsCosigned(checkpoint.Note) == false)
        {
            throw new FormatException("Too few of the policy's witnesses have cosigned the checkpoint.");
        }

        Leaf leaf;
        try
        {
            leaf = Leaf.Parse(Entry);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The leaf cannot be read: {e.Message}", e);
        }

        foreach (var (member, field) in Opened)
        {
            if (!leaf.Commitments.TryGetValue(member, out var commitment) || new Opening(Digest.Of(field.Content), field.Salt).Commitment != commitment)
            {
                throw new FormatException($"The opened {member} is not the one that the leaf commits to.");
            }
        }

        return (leaf, signer);
    }

    private static byte[] Write(byte[] entry, IReadOnlyDictionary<string, OpenedField> opened, IReadOnlyList<VerifierKey> keys)
    {
        var fields = new JsonObject();
        foreach (var (member, field) in opened)
        {
            fields[member] = new JsonObject { ["content"] = Convert.ToBase64String(field.Content), ["salt"] = field.Salt.ToString() };
        }

        return CanonicalJson.Write(new JsonObject
        {
            ["keys"] = new JsonArray([.. keys.Select(k => (JsonNode)k.ToString())]),
            ["leaf"] = Convert.ToBase64String(entry),
            ["opened"] = fields,
        });
    }
}
