using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>What came of a call, as far as it is charged.</summary>
/// <param name="Status">The provider's HTTP status; null where it sent none.</param>
/// <param name="WasAsked">Whether the provider was reached, so that it may charge.</param>
/// <param name="Usage">Tokens as told; null where they were not.</param>
/// <param name="CostUsd">What the provider says that it charged, in US dollars; null where it says nothing.</param>
/// <param name="Made">Ids of what the provider keeps since then.</param>
public sealed record CallOutcome(int? Status, bool WasAsked, Usage? Usage, decimal? CostUsd, IReadOnlyList<string> Made);

/// <summary>A call that was let through, until it is settled.</summary>
/// <param name="call">The call.</param>
/// <param name="token">Its key; null where none was needed.</param>
/// <param name="connection">Name of the connection.</param>
/// <param name="path">What it is about.</param>
/// <param name="card">What is known of the model; null where none is asked.</param>
/// <param name="reserved">What was reserved, in millionths of a US dollar; null where nothing was.</param>
/// <param name="policy">Where it is settled.</param>
public sealed class AdmittedCall(
    ChargedCall call, AccessToken? token, string connection, PathPolicy path, ModelCard? card, long? reserved, KeyPolicy policy)
{
    /// <summary>Replaces what was reserved by what it cost, and records what was made through the key.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="cancellation">Stops: what was reserved stays charged.</param>
    /// <exception cref="IOException">When it cannot be written: what was reserved stays charged, and what was made is reached by nobody.</exception>
    public async Task SettleAsync(CallOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Made.Count > 0)
        {
            await policy.Owned.AddAsync(connection, outcome.Made, call.Key, cancellation);
        }

        if (Charged(outcome) is { } charge)
        {
            await policy.Ledger.SettleAsync(call, charge, cancellation);
            policy.Watch(token, refused: false);
        }
    }

    /// <summary>What it is charged; null where it costs nothing and nothing was reserved, so that there is nothing to write down.</summary>
    private Charge? Charged(CallOutcome outcome)
    {
        if (!path.Asks)
        {
            return null;
        }

        // A provider that refuses a request (4xx) has not worked on it, and charges nothing. What timed out it may have worked on.
        if (!outcome.WasAsked || (outcome is { Status: >= 400 and < 500 and not (408 or 409 or 499), Usage: null, CostUsd: null }))
        {
            return Charge.Nothing;
        }

        var usage = path.Kind == PathKind.Embeddings && outcome.Usage is { Output: null } told ? told with { Output = 0 } : outcome.Usage;

        // What making a batch answers tells no usage; what its requests used is in a file that nobody may ever read.
        return path.Kind is PathKind.Generation or PathKind.Embeddings
            ? Charge.Of(usage, outcome.CostUsd, card?.Simulated == true ? new Price(0, 0) : card?.Price, reserved)
            : Charge.Of(null, null, null, reserved);
    }
}
