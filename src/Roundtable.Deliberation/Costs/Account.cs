using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Deliberation.Costs;

/// <summary>Adds up what a session has used, and holds it against its budget. Thread-safe.</summary>
/// <param name="budgetMicroDollars">Millionths of a dollar that the session may cost; null for no budget, and then nothing is estimated.</param>
/// <param name="estimate">Estimates tokens of prompts; null where there is no budget.</param>
internal sealed class Account(long? budgetMicroDollars, PromptEstimate? estimate)
{
    private readonly Lock _lock = new();
    private Spend _spend = new(0, 0, 0, 0, 0);

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

    /// <summary>What is left of the budget in millionths of a dollar; null where there is none.</summary>
    public long? LeftMicroDollars => budgetMicroDollars - Spend.MicroDollars;

    /// <summary>The estimated cost of ballots in millionths of a dollar: unknown prices add nothing, and without a budget it is 0.</summary>
    public long Estimate(IEnumerable<BallotForm> forms) =>
        budgetMicroDollars is null ? 0 : forms.Sum(f => CostEstimate.MicroDollars(f, estimate!) ?? 0);

    /// <summary>Whether what is left covers one more prompt and its answer. It covers whatever has no known price.</summary>
    public bool Covers(ModelCard model, IReadOnlyList<ChatMessage> prompt) =>
        budgetMicroDollars is null
        || CostEstimate.MicroDollars(model, prompt, CostEstimate.AssumedOutputTokens, estimate!) is not { } cost
        || cost <= LeftMicroDollars;

    /// <summary>
    /// Adds one answer: what the provider says that it charged, else what the model's price makes of the tokens used. Where the cost is not known in full,
    /// the call counts as unpriced.
    /// </summary>
    public void Book(ModelCard model, RecordedAnswer answer)
    {
        var cost = model.Simulated ? Cost.Nothing
            : answer.CostUsd is { } charged ? Cost.Charged(charged)
            : model.Price?.Of(answer.Usage) ?? Cost.Unknown;
        lock (_lock)
        {
            _spend = _spend with
            {
                Calls = _spend.Calls + 1,
                InputTokens = _spend.InputTokens + (answer.Usage?.TotalInput ?? 0),
                OutputTokens = _spend.OutputTokens + (answer.Usage?.TotalOutput ?? 0),
                MicroDollars = _spend.MicroDollars + (long)Math.Ceiling(cost.MicroDollars),
                UnpricedCalls = _spend.UnpricedCalls + (cost.IsComplete ? 0 : 1),
            };
        }
    }
}
