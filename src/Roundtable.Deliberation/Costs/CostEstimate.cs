using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Deliberation.Costs;

/// <summary>What a call will cost, before it is made.</summary>
public static class CostEstimate
{
    /// <summary>Tokens assumed for an answer where the seat sets no limit of its own.</summary>
    public const int AssumedOutputTokens = 700;

    /// <summary>Characters taken for one token of prompt; English runs at about four, three leaves room.</summary>
    private const int CharactersPerToken = 3;

    /// <summary>Millionths of a dollar for asking <paramref name="form"/>, or null where the model's price is unknown.</summary>
    public static long? MicroDollars(BallotForm form)
    {
        var characters = BallotPrompt.For(form).Sum(m => (long)m.Text.Length);
        return MicroDollars(form.Seat.Model, characters, form.Seat.MaxOutputTokens ?? AssumedOutputTokens);
    }

    /// <summary>Millionths of a dollar for a prompt of so many characters and an answer of so many tokens, or null.</summary>
    public static long? MicroDollars(ModelCard model, long promptCharacters, long outputTokens) =>
        model.Simulated ? 0 : model.Price?.MicroDollars((promptCharacters / CharactersPerToken) + 1, outputTokens);
}
