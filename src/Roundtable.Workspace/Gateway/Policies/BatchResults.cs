using System.Text.Json;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>What the requests of a batch cost, by their results: Anthropic's, one JSON object a line.</summary>
internal static class BatchResults
{
    /// <summary>The cost of all together.</summary>
    /// <param name="lines">The results, whole and decompressed.</param>
    /// <param name="connection">Where they come from.</param>
    /// <param name="findModel">Prices.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Null where any line cannot be read, or the cost of any request is not known in full.</returns>
    public static async ValueTask<Charge?> ChargeAsync(ReadOnlyMemory<byte> lines, Connection connection, FindModel findModel, CancellationToken cancellation)
    {
        var (micro, input, output, requests) = (0L, 0L, 0L, 0);
        while (lines.Length > 0)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            if (line.Span.Trim("\r \t"u8).IsEmpty)
            {
                continue;
            }

            if (Read(line) is not { } result)
            {
                return null;
            }

            requests++;
            if (result is not { Answer: { } answer })
            {
                continue; // it failed, expired or was cancelled, which costs nothing
            }

            var card = answer.Model is { } model ? await findModel(connection, model, cancellation) : null;
            var charge = Charge.Of(answer.Usage, answer.CostUsd, card?.Price, null, batch: true);
            if (charge.State != ChargeState.Settled)
            {
                return null;
            }

            (micro, input, output) = (micro + charge.MicroDollars, input + charge.InputTokens, output + charge.OutputTokens);
        }

        return requests == 0 ? null : new Charge(ChargeState.Settled, micro, input, output);
    }

    /// <summary>A line; null where it is not one of the results that are known.</summary>
    private static Result? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var result = document.RootElement.GetProperty("result");
            return result.GetProperty("type").GetString() switch
            {
                "succeeded" => ProtocolReader.Read(Protocol.Messages, result.GetProperty("message")) is ProtocolReading.Answered { Answer: var answer }
                    ? new Result(answer with { Echo = null })
                    : null,
                "errored" or "canceled" or "expired" => new Result(null),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private sealed record Result(ProtocolAnswer? Answer);
}
