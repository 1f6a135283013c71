using Roundtable.Annotation.Runs;

namespace Roundtable.Workspace.Runs;

/// <summary>What a run took, by the results that are written.</summary>
public sealed record RunTotals
{
    /// <summary>Calls that were made.</summary>
    public long Calls { get; init; }

    /// <summary>Answers that were there already.</summary>
    public long Reused { get; init; }

    /// <summary>Answers that are missing: absent or cut.</summary>
    public long Missing { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of answers.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Cost in millionths of a US dollar, as far as it is known.</summary>
    public long MicroDollars { get; init; }

    /// <summary>Results whose cost is not known in full.</summary>
    public long Unpriced { get; init; }

    /// <summary>These and what one item took.</summary>
    public RunTotals With(ItemResult result)
    {
        var totals = this;
        foreach (var seat in result.Seats)
        {
            totals = totals with
            {
                Calls = totals.Calls + seat.Calls,
                Reused = totals.Reused + (seat.Reused ? 1 : 0),
                Missing = totals.Missing + (seat.Answer is SeatAnswer.Absent or SeatAnswer.Cut ? 1 : 0),
                InputTokens = totals.InputTokens + (seat.Usage?.TotalInput ?? 0),
                OutputTokens = totals.OutputTokens + (seat.Usage?.TotalOutput ?? 0),
                MicroDollars = totals.MicroDollars + seat.MicroDollars,
                Unpriced = totals.Unpriced + (seat.IsPriced ? 0 : 1),
            };
        }

        return totals;
    }
}
