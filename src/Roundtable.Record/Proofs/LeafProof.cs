using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Proofs;

/// <summary>
/// A <see cref="TlogProof"/> together with its leaf, the fields of the leaf that were selected for disclosure, and the log's public
/// keys. docs/formats/proof.md specifies the format.
/// </summary>
/// <param name="Proof">The proof.</param>
/// <param name="Entry">The leaf's bytes.</param>
/// <param name="Opened">The opened fields by member name: salt and content.</param>
/// <param name="Keys">The keys listed by the log; as untrusted as the rest.</param>
public sealed record LeafProof(TlogProof Proof, byte[] Entry, IReadOnlyDictionary<string, OpenedField> Opened, IReadOnlyList<VerifierKey> Keys)
{
    /// <summary>Creates a proof of a leaf under the log's published checkpoint, or says why there can be none.</summary>
    /// <param name="store">The log's store.</param>
    /// <param name="index">Index of a leaf of the log.</param>
    /// <param name="open">Names of the members to open.</param>
    /// <exception cref="DamagedLogException">When the log is damaged.</exception>
    public static ProofOutcome TryMake(LogStore store, long index, IEnumerable<string> open)
    {
        var checkpoint = Verifying.TreeVerifier.ReadCheckpoint(store, []);
        if (index >= checkpoint.Checkpoint.Size)
        {
            return new ProofOutcome.NotCovered(index, checkpoint.Checkpoint.Size);
        }

        var tree = CheckedTree.Load(checkpoint.Checkpoint, store);
        var entry = store.Leaves(index).First().ToArray();
        var leaf = Leaf.Parse(entry);
        var openings = leaf.OpenedBy is { } document && store.Content(document) is { } bytes
            ? Openings.Read(bytes)
            : new Dictionary<string, Opening>(StringComparer.Ordinal);
        var opened = new Dictionary<string, OpenedField>(StringComparer.Ordinal);
        foreach (var member in open.Distinct(StringComparer.Ordinal))
        {
            if (!leaf.Commitments.ContainsKey(member))
            {
                return new ProofOutcome.NoCommitment(index, member, [.. leaf.Commitments.Keys]);
            }

            if (!openings.TryGetValue(member, out var opening) || store.Content(opening.Content) is not { } content)
            {
                return new ProofOutcome.Erased(index, member);
            }

            opened.Add(member, new OpenedField(opening.Salt, content));
        }

        var keys = VerifierKey.ParseList(Encoding.UTF8.GetString(store.Read(LogKeys.PublicName) ?? []));
        return new ProofOutcome.Made(new LeafProof(TlogProof.Make(index, tree, checkpoint, Write(entry, opened, keys)), entry, opened, keys));
    }

    /// <summary>Creates a proof of a leaf that is known to be covered by the checkpoint and to have what is opened.</summary>
    /// <param name="store">The log's store.</param>
    /// <param name="index">Index of the leaf.</param>
    /// <param name="open">Names of the members to open.</param>
    /// <exception cref="ArgumentException">
    /// When the checkpoint does not cover the leaf (parameter <c>index</c>), or the leaf has no such member, or its content was erased.
    /// Callers that do not know ask <see cref="TryMake"/>.
    /// </exception>
    /// <exception cref="DamagedLogException">When the log is damaged.</exception>
    public static LeafProof Make(LogStore store, long index, IEnumerable<string> open) => TryMake(store, index, open) switch
    {
        ProofOutcome.Made made => made.Proof,
        ProofOutcome.NotCovered refused => throw new ArgumentException(refused.Why, nameof(index)),
        ProofOutcome.Refused refused => throw new ArgumentException(refused.Why, nameof(open)),
        var other => throw new System.Diagnostics.UnreachableException($"Unknown outcome {other.GetType().Name}."),
    };

    /// <summary>Parses a proof created by this program, without verifying it.</summary>
    /// <exception cref="FormatException">When the bytes are not a proof, or contain no leaf.</exception>
    public static LeafProof Parse(ReadOnlySpan<byte> bytes)
    {
        var proof = TlogProof.Parse(bytes);
        var extra = proof.Extra ?? throw new FormatException("The proof contains no leaf: it has no extra line.");
        var read = Read(proof, extra);
        return Write(read.Entry, read.Opened, read.Keys).AsSpan().SequenceEqual(extra)
            ? read
            : throw new FormatException("The proof's extra data is not in canonical form.");
    }

    /// <summary>Verifies everything except whether the signer is trustworthy; returns the leaf and the signing key.</summary>
    /// <param name="trusted">The trusted keys; empty to accept the proof's own keys, which the reader must then check.</param>
    /// <param name="policy">The required witnesses; null for none.</param>
    /// <exception cref="FormatException">When verification fails.</exception>
    public (Leaf Leaf, VerifierKey SignedBy) Verify(IReadOnlyList<VerifierKey> trusted, TrustPolicy? policy = null)
    {
        if (!Proof.Includes(Entry))
        {
            throw new FormatException("The inclusion proof is invalid: it does not connect the leaf to the checkpoint's root.");
        }

        var checkpoint = Proof.Checkpoint;
        var signer = (trusted.Count > 0 ? trusted : Keys).Where(k => k.Name == checkpoint.Checkpoint.Origin).FirstOrDefault(checkpoint.Note.IsSignedBy)
            ?? throw new FormatException($"The checkpoint is not signed by any {(trusted.Count > 0 ? "trusted key" : "key listed in the proof")}.");
        if (policy?.IsCosigned(checkpoint.Note) == false)
        {
            throw new FormatException($"The checkpoint {TrustPolicy.Shortfall}.");
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
                throw new FormatException($"The opened {member} does not match the leaf's commitment.");
            }
        }

        return (leaf, signer);
    }

    private static LeafProof Read(TlogProof proof, byte[] extra)
    {
        try
        {
            using var document = JsonDocument.Parse(extra);
            var root = document.RootElement;
            var opened = root.GetProperty("opened").EnumerateObject().ToDictionary(
                m => m.Name,
                m => new OpenedField(Digest.Parse(m.Value.GetProperty("salt").GetString() ?? ""), m.Value.GetProperty("content").GetBytesFromBase64()),
                StringComparer.Ordinal);
            List<VerifierKey> keys = [.. root.GetProperty("keys").EnumerateArray().Select(k => VerifierKey.Parse(k.GetString() ?? ""))];
            return new LeafProof(proof, root.GetProperty("leaf").GetBytesFromBase64(), opened, keys);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            throw new FormatException("The proof's extra data is malformed.", e);
        }
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
