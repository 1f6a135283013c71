using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Attestations;
using Roundtable.Record.Bundles;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Proofs;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;

namespace Roundtable.Workspace.Logs;

/// <summary>
/// A file that somebody gave, verified with nothing but itself, the trusted keys and the policy: a bundle from <c>log export</c>, a
/// proof from <c>log prove</c>, or an audit, a proof of a row or an attestation of the files beside it from <c>disclose</c>.
/// </summary>
public abstract record GivenFile
{
    private GivenFile()
    {
    }

    /// <summary>Whether it holds.</summary>
    public abstract bool Holds { get; }

    /// <summary>As one document.</summary>
    public abstract JsonObject Json();

    /// <summary>Verifies a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">The trusted keys; empty to accept the keys that the file brings, which the reader must then check.</param>
    /// <param name="policy">The required witnesses; null for none.</param>
    /// <param name="from">A checkpoint that was kept: the bundle must begin with what it commits to; null for none.</param>
    /// <param name="progress">Is told how many leaves of a bundle were verified; null for nobody.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such file, it is a checkpoint, or <paramref name="from"/> is given for a proof.</exception>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public static async Task<GivenFile> VerifyAsync(
        string path, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, Checkpoint? from, IProgress<long>? progress, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {path}.");
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var start = new byte[TlogProof.Header.Length];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        if (read > 0 && start[0] == '{')
        {
            return from is null
                ? await Task.Run(() => DisclosedFile.Verify(path, keys, policy, cancellation), cancellation)
                : throw new WorkspaceException(ErrorKind.InvalidInput, "A disclosure names its own checkpoints; --from is for bundles and for 'log verify'.");
        }

        if (Encoding.ASCII.GetString(start, 0, read) != TlogProof.Header)
        {
            if (await IsCheckpointAsync(file, cancellation))
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    $"{path} is a checkpoint, which proves nothing by itself. Compare it: 'roundtable log gossip FILE' or 'log verify --from FILE'.");
            }

            return new Bundle(await Task.Run(() => BundleVerifier.Verify(file, keys, from, cancellation, policy, progress), cancellation));
        }

        return from is null
            ? await ProofAsync(file, keys, policy, cancellation)
            : throw new WorkspaceException(ErrorKind.InvalidInput, "A proof speaks of one checkpoint; --from is for bundles and for 'log verify'.");
    }

    private static async Task<bool> IsCheckpointAsync(FileStream file, CancellationToken cancellation)
    {
        if (file.Length > SignedNote.MaxBytes)
        {
            return false;
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellation);
        file.Position = 0;
        try
        {
            SignedCheckpoint.Parse(bytes);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task<GivenFile> ProofAsync(FileStream file, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, CancellationToken cancellation)
    {
        if (file.Length > TlogProof.MaxBytes)
        {
            return new BrokenProof("It is larger than any proof.");
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellation);
        try
        {
            var proof = LeafProof.Parse(bytes);
            var (leaf, signedBy) = proof.Verify(keys, policy);
            return new Proof(proof, leaf, signedBy, policy?.Cosigners(proof.Proof.Checkpoint.Note));
        }
        catch (FormatException e)
        {
            return new BrokenProof(e.Message);
        }
    }

    /// <summary>A bundle, recomputed.</summary>
    /// <param name="Found">What was found; its damage says why it does not hold.</param>
    public sealed record Bundle(Verification Found) : GivenFile
    {
        /// <inheritdoc/>
        public override bool Holds => Found.Damage is null;

        /// <inheritdoc/>
        public override JsonObject Json() => VerificationJson.Of(Found);
    }

    /// <summary>A proof that holds.</summary>
    /// <param name="Of">The proof.</param>
    /// <param name="Leaf">Its leaf.</param>
    /// <param name="SignedBy">The key that signed the checkpoint.</param>
    /// <param name="CosignedBy">The witnesses of the policy that cosigned it, by name; null where no policy was given.</param>
    public sealed record Proof(LeafProof Of, Leaf Leaf, VerifierKey SignedBy, IReadOnlyList<string>? CosignedBy) : GivenFile
    {
        /// <inheritdoc/>
        public override bool Holds => true;

        /// <inheritdoc/>
        public override JsonObject Json() => new()
        {
            ["ok"] = true,
            ["leaf"] = Of.Proof.Index,
            ["size"] = Of.Proof.Checkpoint.Checkpoint.Size,
            ["origin"] = Of.Proof.Checkpoint.Checkpoint.Origin,
            ["signedBy"] = SignedBy.ToString(),
            ["cosignedBy"] = CosignedBy is { } witnesses ? new JsonArray([.. witnesses.Select(w => (JsonNode)w)]) : null,
            ["entry"] = JsonNode.Parse(Of.Entry),
            ["opened"] = new JsonObject(Of.Opened.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)Convert.ToBase64String(o.Value.Content)))),
        };
    }

    /// <summary>An audit or a proof of a row that holds.</summary>
    /// <param name="Summary">What it shows, in sentences.</param>
    /// <param name="Found">What it shows, as JSON.</param>
    /// <param name="SignedBy">The key that signed the checkpoints.</param>
    public sealed record Disclosure(string Summary, JsonObject Found, VerifierKey SignedBy) : GivenFile
    {
        /// <inheritdoc/>
        public override bool Holds => true;

        /// <inheritdoc/>
        public override JsonObject Json() => Found;
    }

    /// <summary>An attestation whose signature and leaf hold, and how the files beside it compare with it.</summary>
    /// <param name="Of">The attestation.</param>
    /// <param name="Files">The comparison.</param>
    public sealed record Attestation(VerifiedAttestation Of, FileComparison Files) : GivenFile
    {
        /// <inheritdoc/>
        public override bool Holds => Files.Holds;

        /// <inheritdoc/>
        public override JsonObject Json() => new()
        {
            ["ok"] = Holds,
            ["entry"] = Of.Statement.Entry,
            ["entrySha256"] = Of.Statement.Document.ToString(),
            ["entryLeaf"] = Of.Statement.Leaf,
            ["origin"] = Of.Statement.Log,
            ["leaf"] = Of.Leaf,
            ["time"] = Of.Time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["same"] = Files.Same,
            ["missing"] = Names(Files.Missing),
            ["changed"] = Names(Files.Changed),
            ["extra"] = Names(Files.Extra),
            ["signedBy"] = Of.SignedBy.ToString(),
            ["cosignedBy"] = Of.CosignedBy is { } witnesses ? Names(witnesses) : null,
        };

        private static JsonArray Names(IReadOnlyList<string> names) => new([.. names.Select(n => (JsonNode)n)]);
    }

    /// <summary>A proof that does not hold, or is none.</summary>
    /// <param name="Problem">Why, as a sentence.</param>
    public sealed record BrokenProof(string Problem) : GivenFile
    {
        /// <inheritdoc/>
        public override bool Holds => false;

        /// <inheritdoc/>
        public override JsonObject Json() => new() { ["ok"] = false, ["problem"] = Problem };
    }
}
