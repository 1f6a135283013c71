using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Models.Estimates;

/// <summary>
/// How many tokens a vendor's models count where OpenAI's count one: measured on what this log recorded, since vendors do not publish their vocabularies.
/// </summary>
public sealed class TokenFactors
{
    /// <summary>The factor of a vendor of which too little is recorded.</summary>
    public const double Unmeasured = 1.35;

    private const string Exact = "OpenAI";

    /// <summary>How many of the last leaves are looked at.</summary>
    private const int MaxLeaves = 2_000;

    /// <summary>How many prompts of a vendor are counted, the newest.</summary>
    private const int MaxPrompts = 20;

    /// <summary>So many tokens, counted as OpenAI counts, make a measure.</summary>
    private const long MinTokens = 500;

    private readonly Dictionary<string, double> _factors = new(StringComparer.Ordinal);

    private TokenFactors()
    {
    }

    /// <summary>Where nothing is recorded.</summary>
    public static TokenFactors None { get; } = new();

    /// <summary>Whether what a model costs depends on a factor: it costs something, and its tokens are not counted exactly.</summary>
    public static bool Matter(ModelCard model) => model is { Simulated: false, Price.InputPerMillion: > 0 } && model.Vendor != Exact;

    /// <summary>Measures.</summary>
    /// <param name="log">What was recorded.</param>
    /// <param name="end">The leaf before which to stop, so that a session that goes on measures what it measured when it began.</param>
    /// <param name="vendorOf">The vendor of a model by its full name; null where it is not known.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<TokenFactors> MeasureAsync(RecordLog log, long end, Func<string, string?> vendorOf, CancellationToken cancellation)
    {
        var calls = new Dictionary<string, Queue<(Digest Prompt, long Tokens)>>(StringComparer.Ordinal);
        HashSet<long> tools = [];
        await foreach (var logged in log.ReadAsync(Math.Max(0, end - MaxLeaves), cancellation))
        {
            if (logged.Index >= end)
            {
                break;
            }

            if (logged.Leaf.Kind == LeafKind.ToolCall)
            {
                tools.Add(logged.Index);
            }
            else if (logged.Leaf.Inputs.Any(tools.Contains))
            {
                continue; // What a provider's search found counts as a part of the prompt, and nobody else knows of it.
            }

            if (logged.Leaf is { Kind: LeafKind.ModelOutput, Simulated: false, Prompt: { } prompt, Usage.TotalInput: > 0 and var tokens, Producer: { } by }
                && vendorOf(by.Requested) is { } vendor && vendor != Exact)
            {
                var newest = calls.TryGetValue(vendor, out var known) ? known : calls[vendor] = new Queue<(Digest, long)>();
                newest.Enqueue((prompt, tokens));
                if (newest.Count > MaxPrompts)
                {
                    newest.Dequeue();
                }
            }
        }

        var factors = new TokenFactors();
        foreach (var (vendor, newest) in calls)
        {
            var (reported, counted) = (0L, 0L);
            foreach (var (prompt, tokens) in newest)
            {
                if (await log.ContentAsync(prompt, cancellation) is { } content && Count(content) is { } count)
                {
                    (reported, counted) = (reported + tokens, counted + count);
                }
            }

            if (counted >= MinTokens)
            {
                factors._factors[vendor] = (double)reported / counted;
            }
        }

        return factors;
    }

    /// <summary>The factor of a model.</summary>
    public double Of(ModelCard model) =>
        model.Vendor == Exact ? 1 : model.Vendor is { } vendor && _factors.TryGetValue(vendor, out var factor) ? factor : Unmeasured;

    /// <summary>Tokens of a recorded prompt; null where it is not in the form that prompts of texts alone have.</summary>
    private static long? Count(ReadOnlyMemory<byte> prompt)
    {
        try
        {
            using var document = JsonDocument.Parse(prompt);
            if (document.RootElement.Items().Any(m => m.Member("images") is not null || m.Member("toolCalls") is not null))
            {
                return null; // What images and calls of tools take is counted otherwise.
            }

            return O200kTokens.Count(document.RootElement.Items().Select(m => new ChatMessage(new(m.Text("role") ?? "user"), m.Text("text"))));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
