namespace Roundtable.Models.Calls;

/// <summary>
/// A call to a model that failed. The message is one sentence that is safe to show and to record: it names the
/// connection, the model and the fix, and holds neither a key nor a stack trace.
/// </summary>
/// <param name="message">What happened.</param>
/// <param name="inner">What led to it, for debugging; never shown or recorded.</param>
public sealed class ModelCallException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the provider refused the key, or asked for one.</summary>
    public bool KeyRefused { get; init; }

    /// <summary>What the provider says of a request that it does not accept or fails at, raw; null for every other failure.</summary>
    public string? Rejected { get; init; }

    /// <summary>How long the provider asked to wait before the next try, or null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
