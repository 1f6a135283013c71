using Roundtable.Deliberation.Panels;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>What a call is charged for what came of it.</summary>
public static class CallCharge
{
    /// <summary>The charge of a call that asked for something.</summary>
    /// <param name="path">What it was about.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="card">What is known of the model; null where none was asked.</param>
    /// <param name="reserved">What was reserved, in millionths of a US dollar; null where nothing was.</param>
    public static Charge Of(PathPolicy path, CallOutcome outcome, ModelCard? card, long? reserved)
    {
        // A provider that refuses a request (4xx) has not worked on it, and charges nothing. What timed out it may have worked on.
        if (!outcome.WasAsked || (outcome is { Status: >= 400 and < 500 and not (408 or 409 or 499), Usage: null, CostUsd: null }))
        {
            return Charge.Nothing;
        }

        // What making a batch answers tells no usage; what its requests used is in a file that nobody may ever read.
        if (path.Kind is not (PathKind.Generation or PathKind.Embeddings))
        {
            return Charge.Of(null, null, null, reserved);
        }

        var usage = path.Kind == PathKind.Embeddings && outcome.Usage is { Output: null } told ? told with { Output = 0 } : outcome.Usage;
        return Charge.Of(usage, outcome.CostUsd, card is { Simulated: true } ? new Price(0, 0) : card?.Price, reserved);
    }
}
