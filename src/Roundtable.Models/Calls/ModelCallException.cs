using Roundtable.Deliberation.Recording;

namespace Roundtable.Models.Calls;

/// <summary>
/// A call to a model that failed. The message is one sentence that is safe to show and to record: it names the
/// connection, the model and the fix, and holds neither a key nor a stack trace.
/// </summary>
/// <param name="message">What happened.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="retryAfter">How long the provider asked to wait before the next try, or null where it did not say.</param>
/// <param name="inner">What led to it, for debugging; never shown or recorded.</param>
public sealed class ModelCallException(string message, bool isTransient = false, TimeSpan? retryAfter = null, Exception? inner = null)
    : CallFailedException(message, isTransient && !(retryAfter > MaxWait), inner)
{
    /// <summary>The longest wait that a provider is granted; a fault that lasts longer does not pass within a session.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient => isTransient;

    /// <summary>How long the provider asked to wait before the next try, or null where it did not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Whether the provider refused the key, or asked for one.</summary>
    public bool KeyRefused { get; init; }

    /// <summary>Whether the provider says that it does not know the model, any longer or at all.</summary>
    public bool ModelUnknown { get; init; }

    /// <summary>What the provider says of a request that it does not accept or fails at, raw; null for every other failure.</summary>
    public string? Rejected { get; init; }

    /// <summary>Whether it is about the limit of tokens alone: the account, the tokens of a minute or the size of the request do not cover it.</summary>
    public bool OnlyLimit { get; init; }

    /// <summary>Whether the provider may charge for the call all the same: it had begun to answer.</summary>
    public bool MayBeCharged { get; init; }
}
