using Roundtable.Deliberation.Panels;

namespace Roundtable.Deliberation.Costs;

/// <summary>How many tokens one answer may take, reasoning included. A limit goes with every call: a model that does not stop would cost without end.</summary>
public static class AnswerLimit
{
    /// <summary>
    /// The limit where neither the seat nor a budget sets one. (Some providers count it against the tokens of a minute, so that more is no gift.)
    /// </summary>
    public const int Usual = 16_000;

    /// <summary>The limit of an answer that is asked for again because the usual one cut it.</summary>
    public const int Raised = 64_000;

    /// <summary>A model is not asked where its limit would be less: nothing that can be read comes of so few tokens.</summary>
    public const int Min = 400;

    /// <summary>The most that a seat's answer may take; null for a simulated panelist, who needs no limit.</summary>
    /// <param name="seat">The seat.</param>
    /// <param name="raised">Whether the usual limit cut its answer before.</param>
    public static int? Of(Seat seat, bool raised = false)
    {
        if (seat.Model.Simulated)
        {
            return null;
        }

        // Thinking counts as a part of the answer: its budget comes on top of what the answer itself needs.
        var usual = (raised ? Raised : Usual) + (seat.Settings?.ThinkingTokens ?? 0);
        return Math.Min(seat.MaxOutputTokens ?? usual, seat.Model.MaxOutputTokens ?? int.MaxValue);
    }
}
