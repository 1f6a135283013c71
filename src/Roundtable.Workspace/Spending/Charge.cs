using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Spending;

/// <summary>How what a call is charged came about.</summary>
public enum ChargeState
{
    /// <summary>It is under way, or its end was never seen: the most that it was reckoned to cost is charged.</summary>
    Reserved,

    /// <summary>What the provider told of its usage or its cost is charged.</summary>
    Settled,

    /// <summary>The provider told no usage: what was reserved stays charged.</summary>
    Kept,

    /// <summary>Nothing was reserved and the cost is not known, or not in full: what is charged is a lower bound.</summary>
    Unpriced,
}

/// <summary>What a call is charged.</summary>
/// <param name="State">How that came about.</param>
/// <param name="MicroDollars">Millionths of a US dollar, 0 or more.</param>
/// <param name="InputTokens">Tokens of the prompt as told; 0 where they were not.</param>
/// <param name="OutputTokens">Tokens of the answer as told; 0 where they were not.</param>
public sealed record Charge(ChargeState State, long MicroDollars, long InputTokens, long OutputTokens)
{
    /// <summary>What costs nothing: a list of models, a count of tokens, a request that the provider refused.</summary>
    public static Charge Nothing { get; } = new(ChargeState.Settled, 0, 0, 0);

    /// <summary>
    /// What a call is charged when it has ended: what the provider says that it charged, else what the price makes of the tokens that it told. Where neither
    /// gives the whole cost, what was reserved stays charged, or the part that is known where that is more.
    /// </summary>
    /// <param name="usage">The tokens as told; null where they were not.</param>
    /// <param name="costUsd">What the provider says that it charged, in US dollars; null where it says nothing.</param>
    /// <param name="price">The model's price; null where unknown.</param>
    /// <param name="reserved">What was reserved, in millionths of a US dollar; null where nothing was.</param>
    /// <param name="batch">Whether it was one of a batch.</param>
    public static Charge Of(Usage? usage, decimal? costUsd, Price? price, long? reserved, bool batch = false)
    {
        var cost = costUsd is >= 0 and { } charged ? Cost.Charged(charged) : price?.Of(usage, batch) ?? Cost.Unknown;
        var known = (long)Math.Min(Math.Ceiling(cost.MicroDollars), long.MaxValue / 4);
        var (input, output) = (usage?.TotalInput ?? 0, usage?.TotalOutput ?? 0);
        return cost.IsComplete ? new Charge(ChargeState.Settled, known, input, output)
            : reserved is { } held ? new Charge(ChargeState.Kept, Math.Max(known, held), input, output)
            : new Charge(ChargeState.Unpriced, known, input, output);
    }
}

/// <summary>A call that costs something.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Key">Id of the key; empty where none was needed.</param>
/// <param name="Owner">The key's owner.</param>
/// <param name="Model">The model's full name; empty where there is none.</param>
/// <param name="At">When it was let through: it counts for that day and month (UTC), whenever it ends.</param>
public sealed record ChargedCall(string Id, string Key, string Owner, string Model, DateTimeOffset At);

/// <summary>What a key has spent, reservations included, in millionths of a US dollar.</summary>
/// <param name="Day">On the day (UTC).</param>
/// <param name="Month">In the month (UTC).</param>
public sealed record Spent(long Day, long Month);
