using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;
using Roundtable.Record.Wording;
using Roundtable.Watching.Canaries;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Canaries;

/// <summary>
/// What somebody opened, checked by whoever is to believe it, with nothing but what was given: what <c>canary open --json</c> wrote, and the proof of the leaf
/// with its document (<c>log prove --open document</c>).
/// </summary>
/// <param name="Problem">Why it does not hold, as a sentence; null where it holds.</param>
/// <param name="Number">Which canary of those that the leaf commits to, from 1.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Proof">The proof of the leaf; null where that does not hold.</param>
public sealed record CanaryCheck(string? Problem, int Number, string Text, GivenFile.Proof? Proof)
{
    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["ok"] = Problem is null,
        ["problem"] = Problem,
        ["number"] = Number,
        ["text"] = Text,
        ["leaf"] = Proof?.Of.Proof.Index,
        ["time"] = Proof is null ? null : CanaryJson.Time(Proof.Leaf.Time),
        ["origin"] = Proof?.Of.Proof.Checkpoint.Checkpoint.Origin,
        ["signedBy"] = Proof?.SignedBy.ToString(),
        ["cosignedBy"] = Proof?.CosignedBy is { } witnesses ? new JsonArray([.. witnesses.Select(w => (JsonNode)w)]) : null,
    };

    /// <summary>Checks what was opened.</summary>
    /// <param name="opened">The file that <c>canary open --json</c> wrote.</param>
    /// <param name="proof">The proof of the leaf.</param>
    /// <param name="keys">The trusted keys; empty to accept those that the proof brings, which the reader must then check.</param>
    /// <param name="policy">The required witnesses; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When a file is missing or is none of these.</exception>
    public static async Task<CanaryCheck> RunAsync(
        string opened, string proof, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, CancellationToken cancellation)
    {
        var (number, canary) = await ReadAsync(opened, cancellation);
        var given = await GivenFile.VerifyAsync(proof, keys, policy, from: null, progress: null, cancellation);
        var problem = given switch
        {
            GivenFile.BrokenProof broken => $"The proof does not hold: {broken.Problem}",
            GivenFile.Proof { Of.Opened: var fields } => !fields.TryGetValue("document", out var document)
                ? "The proof does not open the leaf's document, in which the commitments are: 'roundtable log prove LEAF --open document' does."
                : CanaryService.IsCommitted(document.Content, number, Convert.ToHexStringLower(canary.Commitment)) ? null
                : "The leaf does not commit to this sentence with this salt at this number: whoever opened it has not shown that it is older than its use.",
            _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(proof)} is no proof of a leaf: 'roundtable log prove' writes one."),
        };
        return new CanaryCheck(problem, number, canary.Text, given as GivenFile.Proof);
    }

    private static async Task<(int Number, Canary Canary)> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(path, cancellation)) is JsonObject json && (int?)json["number"] is > 0 and var number
                && (string?)json["text"] is { Length: > 0 } text && (string?)json["salt"] is { Length: > 0 } salt
                ? (number, new Canary(text, Convert.FromHexString(salt)))
                : throw new FormatException("It has no number, text and salt");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new WorkspaceException(ErrorKind.BadData,
                $"{Neutralise.Line(path)} is not what 'roundtable canary open --json' wrote: {Neutralise.Line(e.Message.TrimEnd('.'))}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }
}
