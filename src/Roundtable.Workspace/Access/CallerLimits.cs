using System.Globalization;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;

namespace Roundtable.Workspace.Access;

/// <summary>What one caller may have under way and spend in a day. It counts what this server began since it started.</summary>
/// <param name="sessionsAtOnce">The most sessions of one caller under way.</param>
/// <param name="dailyMicroDollars">The most that a caller's sessions of one day may cost, in millionths of a dollar; null for no limit.</param>
/// <param name="isRunning">Whether a session is under way.</param>
/// <param name="spent">What a finished session cost in millionths of a dollar; null while that is not known.</param>
/// <param name="time">The clock.</param>
public sealed class CallerLimits(int sessionsAtOnce, long? dailyMicroDollars, Func<string, bool> isRunning, Func<string, long?> spent, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Begun> _begun = [];

    private sealed record Begun(string Caller, string Session, DateOnly Day, long Estimate, long? Budget);

    /// <summary>Why a caller may not begin a session now; null where it may, and then the session counts.</summary>
    /// <param name="caller">Who wants to.</param>
    /// <param name="wanted">The plan.</param>
    /// <param name="estimate">What it is estimated to cost, in millionths of a dollar.</param>
    /// <param name="plan">The plan, with what is left of the day as its budget where it had none or a larger one.</param>
    public string? Refusal(Caller caller, SessionPlan wanted, long estimate, out SessionPlan plan)
    {
        lock (_lock)
        {
            plan = wanted;
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            _begun.RemoveAll(b => b.Day != today && !isRunning(b.Session));
            var mine = _begun.Where(b => b.Caller == caller.Name).ToList();
            var under = mine.Count(b => isRunning(b.Session));
            if (under >= sessionsAtOnce)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{under} sessions are under way already, the most that are allowed at once. Wait for one to end, or stop one.");
            }

            if (dailyMicroDollars is { } limit)
            {
                if (wanted.Panel.FirstOrDefault(s => IsUnpriced(s.Model)) is { } unknown)
                {
                    return NoPrice(unknown.Model, limit);
                }

                var left = limit - SpentToday(mine, today);
                if (left <= 0 || estimate > left)
                {
                    return string.Create(
                        CultureInfo.InvariantCulture,
                        $"It is estimated at ${estimate / 1e6m:0.00}, and ${Math.Max(0, left) / 1e6m:0.00} is left of today's ${limit / 1e6m:0.00}. Seat a "
                            + $"cheaper panel, or wait until tomorrow (UTC).");
                }

                var budget = Math.Min(left, wanted.Settings.BudgetMicroDollars ?? left);
                plan = wanted with { Settings = wanted.Settings with { BudgetMicroDollars = budget } };
            }

            _begun.Add(new Begun(caller.Name, plan.Id, today, estimate, plan.Settings.BudgetMicroDollars));
            return null;
        }
    }

    /// <summary>What a caller's runs and sessions may still cost today, in millionths of a dollar; null for no limit.</summary>
    public long? LeftToday(Caller caller)
    {
        lock (_lock)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            return dailyMicroDollars is { } limit ? Math.Max(0, limit - SpentToday([.. _begun.Where(b => b.Caller == caller.Name)], today)) : null;
        }
    }

    /// <summary>
    /// Why a caller may not begin a run now; null where it may, and then the run counts as one of its sessions, with its budget until it is over.
    /// </summary>
    /// <param name="caller">Who wants to.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="estimate">What it is estimated to cost, in millionths of a dollar; null where that is not known.</param>
    /// <param name="budget">Its limit of money: at most <see cref="LeftToday"/>; null for none.</param>
    public string? RefusalOfRun(Caller caller, string run, long? estimate, long? budget)
    {
        lock (_lock)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var mine = _begun.Where(b => b.Caller == caller.Name).ToList();
            if (mine.Count(b => isRunning(b.Session)) is var under && under >= sessionsAtOnce)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{under} sessions and runs are under way already, the most that are allowed at once. Wait for one to end, or stop one.");
            }

            if (dailyMicroDollars is { } limit && limit - SpentToday(mine, today) is var left
                && (left <= 0 || budget is null || budget > left || estimate > left))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"It is estimated at ${(estimate ?? 0) / 1e6m:0.00}, and ${Math.Max(0, left) / 1e6m:0.00} is left of today's ${limit / 1e6m:0.00}. Seat a "
                        + $"cheaper panel, send fewer items, or wait until tomorrow (UTC).");
            }

            _begun.Add(new Begun(caller.Name, run, today, estimate ?? 0, budget));
            return null;
        }
    }

    /// <summary>
    /// Why a caller may not have a seat of a finished session asked again now; null where it may, and then the session counts as this caller's today.
    /// </summary>
    /// <param name="caller">Who wants to.</param>
    /// <param name="session">The session's id.</param>
    /// <param name="model">The model of the seat.</param>
    public string? RefusalToAskAgain(Caller caller, string session, ModelCard model)
    {
        if (dailyMicroDollars is not { } limit)
        {
            return null;
        }

        lock (_lock)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var mine = _begun.Where(b => b.Caller == caller.Name).ToList();
            if (IsUnpriced(model))
            {
                return NoPrice(model, limit);
            }

            if (SpentToday(mine, today) >= limit)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Nothing is left of today's ${limit / 1e6m:0.00}. Wait until tomorrow (UTC).");
            }

            if (mine.All(b => b.Session != session || b.Day != today))
            {
                _begun.Add(new Begun(caller.Name, session, today, 0, null));
            }

            return null;
        }
    }

    private static bool IsUnpriced(ModelCard model) => model is { Simulated: false, Price: null };

    private static string NoPrice(ModelCard model, long limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"No price of {model.Name} is known, so that the limit of ${limit / 1e6m:0.00} a day could not be kept: give it one under 'models' in "
            + $"roundtable.yaml.");

    private long SpentToday(List<Begun> mine, DateOnly today) => mine.Where(b => b.Day == today).Sum(b => spent(b.Session) ?? b.Budget ?? b.Estimate);
}
