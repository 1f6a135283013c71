using Microsoft.Extensions.AI;

namespace Roundtable.Models.Batches;

/// <summary>How a call of a batch stands. Closed: one of the nested kinds and nothing else.</summary>
public abstract record BatchOutcome
{
    private protected BatchOutcome()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>It waits: in a file that is not submitted yet, or at the provider.</summary>
    public sealed record Waiting : BatchOutcome
    {
        private protected override void Seal() { }
    }

    /// <summary>The model answered, or declined to. Each request for the outcome reads it from the disk again.</summary>
    /// <param name="Response">The answer; its raw bytes are the line of the provider's result file.</param>
    public sealed record Answered(ChatResponse Response) : BatchOutcome
    {
        private protected override void Seal() { }
    }

    /// <summary>There is no answer, and this run asks for none any more.</summary>
    /// <param name="Reason">Why, in one sentence that is safe to show and to record.</param>
    /// <param name="Passes">Whether the same call may succeed in a later run.</param>
    public sealed record Absent(string Reason, bool Passes) : BatchOutcome
    {
        /// <summary>Whether the provider may charge for it all the same: it may have answered, and the answer was lost.</summary>
        public bool MayBeCharged { get; init; }

        private protected override void Seal() { }
    }

    /// <summary>The call cannot be made in a batch, or is to be made live after a batch did not answer it: at the live price.</summary>
    /// <param name="Reason">Why, in one sentence that is safe to show and to record.</param>
    public sealed record AskLive(string Reason) : BatchOutcome
    {
        private protected override void Seal() { }
    }
}
