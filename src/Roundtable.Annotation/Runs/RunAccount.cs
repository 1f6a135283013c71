using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// Keeps a run within its limits: what an item can take at most is set aside before it is asked about, so that no limit is ever exceeded, and settled with
/// what it did take. Thread-safe.
/// </summary>
/// <param name="limits">The limits on the whole run.</param>
/// <param name="spent">What earlier parts of the run took.</param>
public sealed class RunAccount(RunLimits limits, RunNeed spent)
{
    private readonly Lock _lock = new();
    private RunNeed _spent = spent;
    private RunNeed _reserved = new(0, 0, 0);
    private RunNeed _pending = new(0, 0, 0);
    private int _open;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether tokens must be estimated before a call, because a limit rests on them.</summary>
    public bool CountsTokens => limits.Tokens is not null || limits.MicroDollars is not null;

    /// <summary>Whether there is a limit of money.</summary>
    public bool CountsMoney => limits.MicroDollars is not null;

    /// <summary>What the run has taken so far.</summary>
    public RunNeed Spent
    {
        get
        {
            lock (_lock)
            {
                return _spent;
            }
        }
    }

    /// <summary>
    /// Sets aside what an item can take at most. Where that is not left now, it waits for what others have set aside and do not need.
    /// </summary>
    /// <param name="need">What is needed.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>What is set aside; null where it is not left and nothing more can come back.</returns>
    public async Task<RunReservation?> ReserveAsync(RunNeed need, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (Fits(need))
                {
                    _reserved += need;
                    _open++;
                    return new RunReservation(this, need);
                }

                if (_open == 0)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>What a call cost in millionths of a dollar, as far as it is known, and whether that is all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="answer">Its answer, live or of a batch.</param>
    public static (long MicroDollars, bool IsPriced) CostOf(ModelCard model, RecordedAnswer answer)
    {
        var cost = model.Simulated ? Cost.Nothing
            : answer.CostUsd is { } charged ? Cost.Charged(charged)
            : model.Price?.Of(answer.Usage, answer.IsBatch) ?? Cost.Unknown;
        return ((long)Math.Ceiling(cost.MicroDollars), cost.IsComplete);
    }

    /// <summary>Sets more aside for an item that is being asked about; false where it is not left.</summary>
    internal bool TryAdd(RunNeed more)
    {
        lock (_lock)
        {
            var fits = Fits(more);
            _reserved += fits ? more : new RunNeed(0, 0, 0);
            return fits;
        }
    }

    /// <summary>Frees what was set aside for calls that were pending: a new pass sets it aside again, or counts what they took.</summary>
    internal void BeginPass()
    {
        lock (_lock)
        {
            _reserved -= _pending;
            _pending = default;
        }
    }

    /// <summary>Leaves set aside what a pending call takes, until the next pass.</summary>
    internal void Keep(RunNeed need)
    {
        lock (_lock)
        {
            _pending += need;
        }
    }

    /// <summary>Counts what was taken, beside what is set aside or out of it.</summary>
    internal void Spend(RunNeed taken, RunNeed outOf)
    {
        lock (_lock)
        {
            _spent += taken;
            _reserved -= outOf;
        }
    }

    /// <summary>Gives back what was not needed.</summary>
    internal void Close(RunNeed left)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _reserved -= left;
            _open--;
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    private bool Fits(RunNeed need) =>
        !(_spent.Calls + _reserved.Calls + need.Calls > limits.Calls)
        && !(_spent.Tokens + _reserved.Tokens + need.Tokens > limits.Tokens)
        && !(_spent.MicroDollars + _reserved.MicroDollars + need.MicroDollars > limits.MicroDollars);
}

/// <summary>Calls, tokens and money.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="Tokens">Tokens of prompts and answers.</param>
/// <param name="MicroDollars">Millionths of a US dollar.</param>
public readonly record struct RunNeed(long Calls, long Tokens, long MicroDollars)
{
    /// <summary>Both together.</summary>
    public static RunNeed operator +(RunNeed left, RunNeed right) =>
        new(left.Calls + right.Calls, left.Tokens + right.Tokens, left.MicroDollars + right.MicroDollars);

    /// <summary>The one without the other.</summary>
    public static RunNeed operator -(RunNeed left, RunNeed right) =>
        new(left.Calls - right.Calls, left.Tokens - right.Tokens, left.MicroDollars - right.MicroDollars);
}

/// <summary>What is set aside for one item until it is known what it took.</summary>
public sealed class RunReservation : IDisposable
{
    private readonly RunAccount _account;
    private readonly Lock _lock = new();
    private RunNeed _left;

    internal RunReservation(RunAccount account, RunNeed need) => (_account, _left) = (account, need);

    /// <summary>Makes sure that a call is covered which was not foreseen, such as a repair; false where it is not.</summary>
    public bool TryAdd(RunNeed more)
    {
        var added = _account.TryAdd(more);
        lock (_lock)
        {
            _left += added ? more : new RunNeed(0, 0, 0);
        }

        return added;
    }

    /// <summary>Counts a call that was made.</summary>
    /// <param name="taken">What it took.</param>
    /// <param name="foreseen">What was set aside for it.</param>
    public void Book(RunNeed taken, RunNeed foreseen)
    {
        lock (_lock)
        {
            _left -= foreseen;
        }

        _account.Spend(taken, foreseen);
    }

    /// <summary>Leaves set aside what a pending call takes.</summary>
    internal void Keep(RunNeed need)
    {
        lock (_lock)
        {
            _left -= need;
        }

        _account.Keep(need);
    }

    /// <summary>Gives back what is left.</summary>
    public void Dispose() => _account.Close(_left);
}
