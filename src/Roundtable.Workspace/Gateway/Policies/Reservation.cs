using Roundtable.Deliberation.Panels;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>The most that a request is reckoned to cost before it is made.</summary>
/// <param name="MicroDollars">Millionths of a US dollar; null where it cannot be reckoned.</param>
/// <param name="Problem">Why it cannot be, in a sentence with the fix; null where it can.</param>
public sealed record Reservation(long? MicroDollars, string? Problem)
{
    private const string Fix = "Give it one under 'models' in roundtable.yaml, or use a key without a budget.";

    /// <summary>Reckons the cost of a request: its prompt and all answers at the dearest that their tokens can be.</summary>
    /// <param name="reading">What the request says.</param>
    /// <param name="cards">The models that it may ask.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="isBatch">Whether it is one of a batch.</param>
    public static Reservation Of(RequestReading reading, IReadOnlyList<ModelCard> cards, PathKind kind, bool isBatch = false)
    {
        if (reading.Unbounded is { } unbounded)
        {
            return Impossible($"'{unbounded}' costs more than tokens tell, so that the key's budget could not be kept. "
                + "Leave it out, or use a key without a budget.");
        }

        long most = 0;
        foreach (var card in cards)
        {
            if (card.Simulated)
            {
                continue;
            }

            if (card.Price is not { } price)
            {
                return Impossible($"No price of {card.Name} is known, so that the key's budget could not be kept. {Fix}");
            }

            if (isBatch && price.BatchDiscount is null && price.Dearest(1000, 1000) > 0)
            {
                return Impossible($"No price of {card.Name} in batches is known, so that the key's budget could not be kept. {Fix}");
            }

            if (reading.ReadsElsewhere && card.ContextTokens is null)
            {
                return Impossible(
                    $"The request refers to files, addresses or earlier answers, and how much {card.Name} can read is not known, so that the key's "
                        + "budget could not be kept. Give 'context' under 'models' in roundtable.yaml, or send the content itself.");
            }

            var output = kind == PathKind.Embeddings ? 0 : Smaller(reading.OutputLimit, card.MaxOutputTokens);
            if (output is not { } limit)
            {
                return Impossible(
                    $"The request sets no limit of tokens, and the most that {card.Name} can answer is not known, so that the key's budget could not be kept. "
                        + "Set max_tokens, or give 'max_output' under 'models' in roundtable.yaml.");
            }

            var input = reading.ReadsElsewhere ? Math.Max(reading.InputTokens, card.ContextTokens ?? 0) : reading.InputTokens;
            var cost = price.Dearest(input, Math.Min(limit, int.MaxValue) * reading.Choices);
            most = Math.Max(most, isBatch ? (long)Math.Ceiling(cost * (1 - (price.BatchDiscount ?? 0))) : cost);
        }

        return new Reservation(most, null);
    }

    private static long? Smaller(long? limit, int? most) => limit is null ? most : most is null ? limit : Math.Min(limit.Value, most.Value);

    private static Reservation Impossible(string problem) => new(null, problem);
}
