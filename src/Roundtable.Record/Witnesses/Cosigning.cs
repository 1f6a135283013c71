using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Witnesses;

/// <summary>Gets a checkpoint cosigned by the witnesses of a policy (C2SP tlog-witness, the log's side).</summary>
/// <param name="policy">Who is asked, and how many must answer.</param>
/// <param name="client">How they are reached; its time limit is that of one witness.</param>
public sealed class Cosigning(TrustPolicy policy, HttpClient client)
{
    private const int MaxAnswerBytes = 64 << 10;

    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a checkpoint is worth nothing without witnesses.</summary>
    public bool IsRequired => policy.RequiresWitnesses;

    /// <summary>The checkpoint with the cosignatures that could be had.</summary>
    /// <param name="checkpoint">The checkpoint, signed by the log.</param>
    /// <param name="tree">The tree that it speaks of.</param>
    /// <exception cref="WitnessesMissingException">When they are fewer than the policy asks for.</exception>
    public SignedNote Cosign(SignedNote checkpoint, TileTree tree)
    {
        var size = SignedCheckpoint.Parse(checkpoint.ToBytes()).Checkpoint.Size;
        var asked = policy.Witnesses.Where(w => w.Address is not null).ToList();

        // Proofs are made here, by the one thread that owns the tree; a witness that knows another size than was thought is asked again.
        var problems = new List<string>();
        var cosignatures = new List<NoteSignature>();
        for (var attempt = 0; attempt < 2 && asked.Count > 0; attempt++)
        {
            var answers = asked.Select(w => (Witness: w, Old: Math.Min(_known.GetValueOrDefault(w.Name), size)))
                .Select(w => (w.Witness, Answer: AskAsync(w.Witness, new Submission(w.Old, tree.ProveConsistency(w.Old, size), SignedCheckpoint.Parse(checkpoint.ToBytes())))))
                .ToList();
            asked = [];
            foreach (var (witness, task) in answers)
            {
                var (signature, known, problem) = task.GetAwaiter().GetResult();
                if (signature is not null)
                {
                    cosignatures.Add(signature);
                    _known[witness.Name] = size;
                }
                else if (known is { } other && other <= size && attempt == 0)
                {
                    _known[witness.Name] = other;
                    asked.Add(witness);
                }
                else
                {
                    problems.Add($"{witness.Name} {problem}");
                }
            }
        }

        var cosigned = checkpoint.With(cosignatures);
        return policy.IsCosigned(cosigned)
            ? cosigned
            : throw new WitnessesMissingException(
                $"The checkpoint of {size} leaves has too few cosignatures: {(problems.Count == 0 ? "no witness of the policy has an address" : string.Join("; ", problems))}. The leaves are safe; they get their receipts when enough witnesses cosign.");
    }

    private async Task<(NoteSignature? Signature, long? Known, string Problem)> AskAsync(PolicyWitness witness, Submission submission)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(witness.Address!.AbsoluteUri.TrimEnd('/') + "/add-checkpoint")) { Content = new ByteArrayContent(submission.ToBytes()) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var body = await ReadAsync(answer.Content);
            if ((int)answer.StatusCode == 409 && answer.Content.Headers.ContentType?.MediaType == WitnessAnswer.SizeType
                && long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                return (null, known, $"knows this log with {known} leaves, and it has {submission.Checkpoint.Checkpoint.Size}");
            }

            var signature = answer.IsSuccessStatusCode
                ? SignedNote.ParseSignatures(body).FirstOrDefault(s => s.KeyName == witness.Key.Name && s.KeyId == witness.Key.Id && witness.Key.Verifies(submission.Checkpoint.Note.Text, s.Bytes.Span))
                : null;
            return (signature, null, answer.IsSuccessStatusCode ? "answered with a cosignature that is not its own" : $"refused it ({(int)answer.StatusCode}): {body.Trim()}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException or OperationCanceledException)
        {
            return (null, null, e is OperationCanceledException ? "did not answer in time" : $"could not be asked: {e.Message}");
        }
    }

    private static async Task<string> ReadAsync(HttpContent content)
    {
        await using var stream = await content.ReadAsStreamAsync();
        var buffer = new byte[MaxAnswerBytes];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
