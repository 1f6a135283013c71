using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Asking;

/// <summary>What becomes of a request before anything is asked.</summary>
public abstract record AskOutcome
{
    private protected AskOutcome()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>It can be begun.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Estimate">What it takes; null where that was not asked for.</param>
    public sealed record Ready(PlannedSession Session, AskEstimate? Estimate) : AskOutcome
    {
        private protected override void Seal() { }
    }

    /// <summary>Something in the request is not accepted.</summary>
    /// <param name="Problems">Everything that is wrong, at least one.</param>
    public sealed record Invalid(IReadOnlyList<AskProblem> Problems) : AskOutcome
    {
        private protected override void Seal() { }
    }

    /// <summary>The request is well formed, but cannot be met: a model that is not connected, a use that is not allowed, a budget that is too small.</summary>
    /// <param name="Kind">What kind of error it is.</param>
    /// <param name="Message">Why, and what to do.</param>
    /// <param name="Estimate">What it would have taken; null where that is not known.</param>
    /// <param name="Rulings">The rulings that a refusal of a use rests on, to be put on the record; else none.</param>
    public sealed record Refused(ErrorKind Kind, string Message, AskEstimate? Estimate, IReadOnlyList<Ruling> Rulings) : AskOutcome
    {
        private protected override void Seal() { }
    }
}
