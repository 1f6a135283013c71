namespace Roundtable.Deliberation.Recording;

/// <summary>A call that failed. The message is one sentence that is safe to show and to record.</summary>
/// <param name="reason">What happened.</param>
/// <param name="passes">Whether the same call may succeed later.</param>
/// <param name="inner">What led to it, for debugging; never shown or recorded.</param>
public class CallFailedException(string reason, bool passes = false, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Whether the same call may succeed later: the provider was overloaded, the connection broke.</summary>
    public bool Passes { get; } = passes;

    /// <summary>Whether answers came before it failed, which are charged: a seat that uses tools is asked several times for one answer.</summary>
    public bool IsCharged { get; init; }
}

/// <summary>A call that an earlier, interrupted run of the same session already recorded as failed.</summary>
/// <param name="reason">The reason as recorded.</param>
/// <param name="passes">Whether it may succeed later, as recorded.</param>
/// <param name="lost">Whether its answer was on its way, as recorded.</param>
public sealed class RecalledFailureException(string reason, bool passes, bool lost) : CallFailedException(reason, passes)
{
    /// <summary>Whether the answer was on its way when nobody waited for it any more, or others came before it, so that its cost is unknown.</summary>
    public bool Lost { get; } = lost;
}
