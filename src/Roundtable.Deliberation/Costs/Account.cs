using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Deliberation.Costs;

/// <summary>Adds up what a session has used. Thread-safe.</summary>
internal sealed class Account
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

    /// <summary>Adds one answer. Where its usage or the model's price is unknown, it counts as an unpriced call.</summary>
    public void Book(ModelCard model, RecordedAnswer answer)
    {
        lock (_lock)
        {
            var cost = model.Simulated ? 0
                : answer.Usage is { TotalInput: { } input, TotalOutput: { } output } && model.Price is { } price ? price.MicroDollars(input, output)
                : (long?)null;
            _spend = _spend with
            {
                Calls = _spend.Calls + 1,
                InputTokens = _spend.InputTokens + (answer.Usage?.TotalInput ?? 0),
                OutputTokens = _spend.OutputTokens + (answer.Usage?.TotalOutput ?? 0),
                MicroDollars = _spend.MicroDollars + (cost ?? 0),
                UnpricedCalls = _spend.UnpricedCalls + (cost is null ? 1 : 0),
            };
        }
    }
}
