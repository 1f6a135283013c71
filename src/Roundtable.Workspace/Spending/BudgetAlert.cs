using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Workspace.Access;

namespace Roundtable.Workspace.Spending;

/// <summary>That a key has spent a part of a budget, told once.</summary>
/// <param name="Key">Id of the key.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Purpose">What it is for; null where nothing was said.</param>
/// <param name="Period">The day or the month (UTC): <c>2026-11-29</c> or <c>2026-11</c>.</param>
/// <param name="Percent">80 or 100.</param>
/// <param name="SpentMicroDollars">What is spent, without calls that are under way.</param>
/// <param name="LimitMicroDollars">The budget.</param>
/// <param name="At">When that was noticed.</param>
public sealed record BudgetAlert(
    string Key, string Owner, string? Purpose, string Period, int Percent, long SpentMicroDollars, long LimitMicroDollars, DateTimeOffset At)
{
    /// <summary>The body of a webhook.</summary>
    public JsonObject Json() => new()
    {
        ["type"] = Percent >= 100 ? "budget.spent" : "budget.nearly-spent",
        ["timestamp"] = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["data"] = new JsonObject
        {
            ["key"] = Key,
            ["owner"] = Owner,
            ["purpose"] = Purpose,
            ["period"] = Period,
            ["percent"] = Percent,
            ["spentMicroDollars"] = SpentMicroDollars,
            ["limitMicroDollars"] = LimitMicroDollars,
        },
    };
}

/// <summary>
/// Finds which parts of budgets have been spent since that was last looked at. Each is told at most once for a key and a period, by one process.
/// </summary>
/// <param name="database">Where it is kept what was told.</param>
/// <param name="ledger">What was spent.</param>
public sealed class BudgetAlerts(SpendingDatabase database, SpendingLedger ledger)
{
    private static readonly int[] _percents = [80, 100];

    /// <summary>What is to be told now of a key. It counts as told when this returns, whether it then reaches anybody or not.</summary>
    /// <param name="token">The key.</param>
    /// <param name="now">The time.</param>
    /// <param name="refused">Whether a call was refused for its budget: a budget of which 80 % are spent counts as spent then.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger cannot be read or written.</exception>
    public async Task<IReadOnlyList<BudgetAlert>> DueAsync(AccessToken token, DateTimeOffset now, bool refused, CancellationToken cancellation)
    {
        List<BudgetAlert> due = [];
        if (!token.Limits.HasBudget)
        {
            return due;
        }

        var spent = await ledger.SpentAsync(token.Id, now, cancellation);
        (string, long, long?)[] periods =
            [(SpendingLedger.Day(now), spent.Day, token.Limits.DayMicroDollars), (SpendingLedger.Month(now), spent.Month, token.Limits.MonthMicroDollars)];
        foreach (var (period, total, limit) in periods)
        {
            if (limit is > 0 and { } budget && IsReached(total, budget, _percents[0]))
            {
                await AddAsync(period, budget);
            }
        }

        return due;

        async Task AddAsync(string period, long budget)
        {
            // Reservations are larger than what calls cost in the end: they raise no alarm.
            var settled = await ledger.SettledAsync(token.Id, period, cancellation);
            foreach (var percent in _percents)
            {
                var reached = IsReached(settled, budget, refused && percent == 100 ? _percents[0] : percent);
                if (reached && await FirstAsync(token.Id, period, percent, cancellation))
                {
                    due.Add(new BudgetAlert(token.Id, token.Name, token.Purpose, period, percent, settled, budget, now));
                }
            }
        }
    }

    private static bool IsReached(long microDollars, long limit, int percent) => (decimal)microDollars * 100 >= (decimal)limit * percent;

    private Task<bool> FirstAsync(string key, string period, int percent, CancellationToken cancellation) => database.ChangeAsync(
        async s => await s.RunAsync(
            "INSERT INTO ~spending_alerts (key_id, period, percent) VALUES (@key, @period, @percent) ON CONFLICT (key_id, period, percent) DO NOTHING",
            ("@key", key),
            ("@period", period),
            ("@percent", (long)percent)) == 1,
        cancellation);
}
