using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Deliberation.Costs;

/// <summary>
/// Adds up what a session has used, and keeps it within its budget: a call is reserved for at the most that it can cost before it is made, and settled
/// with what it did cost. Thread-safe.
/// </summary>
/// <param name="budgetMicroDollars">Millionths of a dollar that the session may cost; null for no budget, and then nothing is estimated.</param>
/// <param name="estimate">Estimates tokens of prompts; null where there is no budget.</param>
internal sealed class Account(long? budgetMicroDollars, PromptEstimate? estimate)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, SeatSpend> _seats = [];
    private readonly Dictionary<string, long> _overruns = new(StringComparer.Ordinal);
    private Spend _spend = new(0, 0, 0, 0, 0);
    private long _settled;
    private long _reserved;

    /// <summary>Whether there is a budget to keep to.</summary>
    public bool HasBudget => budgetMicroDollars is not null;

    /// <summary>What has been used so far.</summary>
    public Spend Spend
    {
        get
        {
            lock (_lock)
            {
                return _spend;
            }
        }
    }

    /// <summary>What each seat has used so far, by number; the moderator is number 0.</summary>
    public IReadOnlyList<SeatSpend> Seats
    {
        get
        {
            lock (_lock)
            {
                return [.. _seats.Values];
            }
        }
    }

    /// <summary>What is neither spent nor reserved, in millionths of a dollar; null where there is no budget.</summary>
    public long? LeftMicroDollars
    {
        get
        {
            lock (_lock)
            {
                return budgetMicroDollars - _settled - _reserved;
            }
        }
    }

    /// <summary>Tokens of a prompt; 0 where nothing depends on them: there is no budget, or the model costs nothing.</summary>
    public long Tokens(ModelCard model, IEnumerable<ChatMessage> prompt) =>
        budgetMicroDollars is null || model.Simulated || model.Price is null or { InputPerMillion: 0, CacheWritePerMillion: null or 0 }
            ? 0
            : estimate!(model, [.. prompt]);

    /// <summary>Whether a budget forbids to ask a model because nobody knows what it costs.</summary>
    public bool Forbids(ModelCard model) => budgetMicroDollars is not null && model is { Simulated: false, Price: null };

    /// <summary>The most tokens that an answer of a model took beyond its limit; 0 where none did.</summary>
    public long Overrun(ModelCard model)
    {
        lock (_lock)
        {
            return _overruns.GetValueOrDefault(model.Name);
        }
    }

    /// <summary>Sets an amount aside where it is left; false where it is not.</summary>
    public bool TryReserve(long microDollars)
    {
        lock (_lock)
        {
            if (budgetMicroDollars is not null && microDollars > budgetMicroDollars - _settled - _reserved)
            {
                return false;
            }

            _reserved += microDollars;
            return true;
        }
    }

    /// <summary>Gives back what was set aside.</summary>
    public void Release(long microDollars)
    {
        lock (_lock)
        {
            _reserved -= microDollars;
        }
    }

    /// <summary>
    /// Counts a call of which nobody knows what it cost, because its answer never came whole: against the budget as the most that it can have cost, and in
    /// what was spent as a call of unknown cost, so that the sum is a lower bound.
    /// </summary>
    /// <param name="seat">Number of the seat; 0 for the moderator.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="worstMicroDollars">The most that it can have cost, in millionths of a dollar.</param>
    /// <param name="heldMicroDollars">What is set aside for it.</param>
    /// <returns>How much of what was set aside is no longer.</returns>
    public long Lose(int seat, ModelCard model, long worstMicroDollars, long heldMicroDollars)
    {
        lock (_lock)
        {
            if (!model.Simulated && model.Price?.Dearest(1000, 1000) != 0)
            {
                _spend = _spend with { UnpricedCalls = _spend.UnpricedCalls + 1 };
                var before = _seats.GetValueOrDefault(seat) ?? SeatSpend.Nothing(seat);
                _seats[seat] = before with { UnpricedCalls = before.UnpricedCalls + 1 };
            }

            return Settle(worstMicroDollars, heldMicroDollars);
        }
    }

    /// <summary>
    /// Adds one answer: what the provider says that it charged, else what the model's price makes of the tokens used. Where the cost is not known in full,
    /// the call counts as unpriced, and against the budget as the most that it can have cost.
    /// </summary>
    /// <param name="seat">Number of the seat; 0 for the moderator.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="worstMicroDollars">The most that it can have cost, in millionths of a dollar.</param>
    /// <param name="heldMicroDollars">What is set aside for it, in millionths of a dollar.</param>
    /// <returns>How much of what was set aside is no longer.</returns>
    public long Book(int seat, ModelCard model, RecordedAnswer answer, long worstMicroDollars = 0, long heldMicroDollars = 0)
    {
        var cost = model.Simulated ? Cost.Nothing
            : answer.CostUsd is { } charged ? Cost.Charged(charged)
            : model.Price?.Of(answer.Usage) ?? Cost.Unknown;
        if (answer.CostUsd is null && !model.Simulated && answer.Tools.Any(t => t.Server is null))
        {
            cost = cost with { IsComplete = false }; // What the provider charges for its tools stands in no list of prices.
        }

        var known = (long)Math.Ceiling(cost.MicroDollars);
        var settled = cost.IsComplete ? known : Math.Max(known, worstMicroDollars);
        lock (_lock)
        {
            _spend = _spend with
            {
                Calls = _spend.Calls + answer.Calls,
                InputTokens = _spend.InputTokens + (answer.Usage?.TotalInput ?? 0),
                OutputTokens = _spend.OutputTokens + (answer.Usage?.TotalOutput ?? 0),
                MicroDollars = _spend.MicroDollars + known,
                UnpricedCalls = _spend.UnpricedCalls + (cost.IsComplete ? 0 : 1),
            };
            if (answer.Usage?.TotalOutput is { } tokens && tokens > (long?)answer.Limit * answer.Calls)
            {
                _overruns[model.Name] = Math.Max(tokens, _overruns.GetValueOrDefault(model.Name));
            }

            var before = _seats.GetValueOrDefault(seat) ?? SeatSpend.Nothing(seat);
            _seats[seat] = before.With(
                answer.Usage, known, cost.IsComplete, answer.CostUsd is not null && !model.Simulated, answer.Served, answer.Upstream);
            return Settle(settled, heldMicroDollars);
        }
    }

    /// <summary>What was set aside for a call becomes what it counts, in one step: others look at both.</summary>
    private long Settle(long microDollars, long heldMicroDollars)
    {
        var freed = Math.Min(microDollars, heldMicroDollars);
        _settled += microDollars;
        _reserved -= freed;
        return freed;
    }
}
