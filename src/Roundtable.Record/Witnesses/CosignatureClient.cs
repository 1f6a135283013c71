using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Witnesses;

/// <summary>Requests cosignatures of a checkpoint from the witnesses of a policy (C2SP tlog-witness, client side).</summary>
/// <param name="policy">The witnesses, and how many cosignatures are required.</param>
/// <param name="client">The HTTP client; its timeout applies to each witness.</param>
public sealed class CosignatureClient(TrustPolicy policy, HttpClient client)
{
    private const int MaxResponseBytes = 64 << 10;

    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the policy requires any cosignature.</summary>
    public bool IsRequired => policy.RequiresWitnesses;

    /// <summary>Whether a checkpoint lacks cosignatures that the policy requires, as where the policy is newer.</summary>
    public bool IsWanting(SignedNote checkpoint) => IsRequired && !policy.IsCosigned(checkpoint);

    /// <summary>Returns the checkpoint with the cosignatures obtained.</summary>
    /// <param name="checkpoint">The checkpoint, signed by the log.</param>
    /// <param name="tree">The tree of the checkpoint.</param>
    /// <exception cref="WitnessesMissingException">When there are fewer cosignatures than the policy requires.</exception>
    public SignedNote Cosign(SignedNote checkpoint, TileTree tree)
    {
        var size = SignedCheckpoint.Parse(checkpoint.ToBytes()).Checkpoint.Size;
        var asked = policy.Witnesses.Where(w => w.Address is not null).ToList();

        // Proofs are created here, by the thread that owns the tree; a witness that reports another size than expected is asked once more.
        var problems = new List<string>();
        var cosignatures = new List<NoteSignature>();
        for (var attempt = 0; attempt < 2 && asked.Count > 0; attempt++)
        {
            var responses = asked.Select(w => (Witness: w, Task: AskAsync(w, Next(w)))).ToList();
            asked = [];
            foreach (var (witness, task) in responses)
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
                $"The checkpoint of {size} leaves has too few cosignatures: "
                + $"{string.Join("; ", problems.DefaultIfEmpty("no witness of the policy has an address"))}. "
                + "The leaves are durable, but no receipt was issued; the next checkpoint with enough cosignatures covers them.");

        Submission Next(PolicyWitness witness)
        {
            var old = Math.Min(_known.GetValueOrDefault(witness.Name), size);
            return new Submission(old, tree.ProveConsistency(old, size), SignedCheckpoint.Parse(checkpoint.ToBytes()));
        }
    }

    private async Task<(NoteSignature? Signature, long? Known, string Problem)> AskAsync(PolicyWitness witness, Submission submission)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(witness.Address!.AbsoluteUri.TrimEnd('/') + "/add-checkpoint"))
            {
                Content = new ByteArrayContent(submission.ToBytes()),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var body = await ReadAsync(response.Content);
            if ((int)response.StatusCode == 409 && response.Content.Headers.ContentType?.MediaType == WitnessResponse.SizeType
                && long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                return (null, known, $"knows this log at {known} leaves, but it has {submission.Checkpoint.Checkpoint.Size}");
            }

            if (!response.IsSuccessStatusCode)
            {
                return (null, null, $"rejected it ({(int)response.StatusCode}): {body.Trim()}");
            }

            var (key, text) = (witness.Key, submission.Checkpoint.Note.Text);
            var signature = SignedNote.ParseSignatures(body)
                .FirstOrDefault(s => s.KeyName == key.Name && s.KeyId == key.Id && key.Verifies(text, s.Bytes.Span));
            return (signature, null, "returned no valid cosignature of its own");
        }
        catch (FormatException e)
        {
            return (null, null, $"returned a malformed response: {e.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return (null, null, e is OperationCanceledException ? "timed out" : $"could not be reached: {e.Message}");
        }
    }

    private static async Task<string> ReadAsync(HttpContent content)
    {
        await using var stream = await content.ReadAsStreamAsync();
        var buffer = new byte[MaxResponseBytes];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
