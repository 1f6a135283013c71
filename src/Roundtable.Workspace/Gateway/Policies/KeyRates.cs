using System.Collections.Concurrent;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>
/// Keeps keys to their rates: in no minute, whenever it begins, are more requests let through than a key may make. Each process counts for itself, from its
/// start.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class KeyRates(TimeProvider time)
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Queue<long>> _passed = new(StringComparer.Ordinal);

    /// <summary>Counts a request, if it is within the rate.</summary>
    /// <param name="key">Id of the key.</param>
    /// <param name="requestsPerMinute">The rate, 1 or more; null for none.</param>
    /// <returns>How long to wait before the next would be let through; null where this one is.</returns>
    public TimeSpan? Wait(string key, int? requestsPerMinute)
    {
        if (requestsPerMinute is not { } rate)
        {
            return null;
        }

        var passed = _passed.GetOrAdd(key, static _ => new Queue<long>());
        lock (passed)
        {
            var now = time.GetTimestamp();
            while (passed.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= _window)
            {
                passed.Dequeue();
            }

            if (passed.Count >= rate)
            {
                // Where the rate was lowered, more than one must leave the minute first.
                return _window - time.GetElapsedTime(passed.ElementAt(passed.Count - rate), now);
            }

            passed.Enqueue(now);
            return null;
        }
    }
}
