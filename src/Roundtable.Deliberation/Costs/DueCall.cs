using Roundtable.Deliberation.Panels;

namespace Roundtable.Deliberation.Costs;

/// <summary>A call that is about to be made, as far as its cost is concerned.</summary>
/// <param name="Model">The model that is asked.</param>
/// <param name="PromptTokens">Tokens of the prompt, estimated.</param>
/// <param name="Ceiling">The most tokens that its answer may take.</param>
/// <param name="WithRepair">Whether an answer that cannot be read is asked for once more.</param>
internal sealed record DueCall(ModelCard Model, long PromptTokens, int Ceiling, bool WithRepair)
{
    /// <summary>The most tokens that an answer of the model took beyond its limit before: it is not trusted to keep to one. 0 where it never did.</summary>
    public long Overrun { get; init; }

    /// <summary>Whether tools of this program are offered: it is asked at least once more when it asked for one.</summary>
    public bool WithTools { get; init; }

    /// <summary>Tokens of the words with which a repair is asked for, and of what stands around messages.</summary>
    public const int RepairTokens = 600;

    /// <summary>The fewest tokens with which it is asked.</summary>
    public int Floor => Math.Min(Ceiling, AnswerLimit.Min);

    /// <summary>
    /// The most that it can cost in millionths of a dollar, its repair and the answer after its first request for tools included, where each answer has at
    /// most so many tokens. What tools return is set aside for when they are called.
    /// </summary>
    /// <param name="limit">The limit of tokens.</param>
    public long Reservation(int limit)
    {
        if (Model.Simulated || Model.Price is not { } price)
        {
            return 0;
        }

        var tokens = Math.Max(limit, Overrun);
        var again = price.Dearest(PromptTokens + tokens + RepairTokens, tokens);
        return price.Dearest(PromptTokens, tokens) + (WithRepair ? again : 0) + (WithTools ? again : 0);
    }
}
