using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Deliberation.Costs;

/// <summary>Estimates the cost of a call before it is made.</summary>
public static class CostEstimate
{
    /// <summary>Tokens assumed for an answer of a seat without a limit of its own.</summary>
    public const int AssumedOutputTokens = 700;

    /// <summary>Characters assumed per token of prompt: English has about four, three leaves a margin.</summary>
    private const int CharactersPerToken = 3;

    /// <summary>The estimated cost of <paramref name="form"/> in millionths of a dollar, or null where the model's price is unknown.</summary>
    public static long? MicroDollars(BallotForm form)
    {
        var characters = BallotPrompt.For(form).Sum(m => (long)m.Text.Length);
        return MicroDollars(form.Seat.Model, characters, form.Seat.MaxOutputTokens ?? AssumedOutputTokens);
    }

    /// <summary>The estimated cost in millionths of a dollar of a prompt and an answer of these lengths, or null where the model's price is unknown.</summary>
    public static long? MicroDollars(ModelCard model, long promptCharacters, long outputTokens) =>
        model.Simulated ? 0 : model.Price?.MicroDollars((promptCharacters / CharactersPerToken) + 1, outputTokens);
}
