using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>What came of a call, as far as it is charged.</summary>
/// <param name="Status">The provider's HTTP status; null where it sent none.</param>
/// <param name="WasAsked">Whether the provider was reached, so that it may charge.</param>
/// <param name="Usage">Tokens as told; null where they were not.</param>
/// <param name="CostUsd">What the provider says that it charged, in US dollars; null where it says nothing.</param>
public sealed record CallOutcome(int? Status, bool WasAsked, Usage? Usage, decimal? CostUsd);

/// <summary>A call that was let through, until it is settled.</summary>
/// <param name="call">The call.</param>
/// <param name="token">Its key; null where none was needed.</param>
/// <param name="connection">The connection.</param>
/// <param name="path">What it is about.</param>
/// <param name="card">What is known of the model; null where none is asked.</param>
/// <param name="reserved">What was reserved, in millionths of a US dollar; null where nothing was.</param>
/// <param name="isPanel">Whether a panel answers it.</param>
/// <param name="isOperator">Whether whoever runs the gateway asks.</param>
/// <param name="policy">Where it is settled.</param>
public sealed class AdmittedCall(
    ChargedCall call,
    AccessToken? token,
    Connection connection,
    PathPolicy path,
    ModelCard? card,
    long? reserved,
    bool isPanel,
    bool isOperator,
    KeyPolicy policy)
{
    /// <summary>What was reserved, in millionths of a US dollar; null where nothing was.</summary>
    public long? Reserved { get; internal set; } = reserved;

    /// <summary>
    /// Whether the key may come back to what its answer makes, so that it must be known whose that is before the answer is seen. Operators reach everything:
    /// what they make belongs to no key, which is what unknown ids are taken for.
    /// </summary>
    public bool Owns => path.Creates && !isOperator && (path.Permission is not null || token is null || token.Limits.Allows(KeyPermission.StoredResponses));

    /// <summary>Records what was made through the key.</summary>
    /// <param name="ids">Its ids.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When it cannot be written: what was made is reached by nobody.</exception>
    public async Task OwnAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        await policy.Owned.AddAsync(connection.Name, ids, call.Key, cancellation);
        if (path is { Kind: PathKind.Batches, Creates: true, Id: null } && Reserved is not null)
        {
            foreach (var id in ids)
            {
                await policy.Batches.NoteAsync(connection.Name, id, call.Id, cancellation);
            }
        }
    }

    /// <summary>Whether its answer tells what the requests of a batch cost.</summary>
    public bool IsBatchResults => path.IsResults;

    /// <summary>Settles what was reserved for a batch, where its results tell the whole cost of it.</summary>
    /// <param name="results">The results, whole and decompressed.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When it cannot be written: what was reserved stays charged.</exception>
    public async Task SettleBatchAsync(ReadOnlyMemory<byte> results, CancellationToken cancellation)
    {
        if (await BatchResults.ChargeAsync(results, connection, policy.FindModel, cancellation) is { } charge
            && await policy.Batches.SettleAsync(connection.Name, path.Id!, charge, cancellation))
        {
            policy.Watch(token, refused: false);
        }
    }

    /// <summary>Replaces what was reserved by what it cost.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="cancellation">Stops: what was reserved stays charged.</param>
    /// <exception cref="IOException">When it cannot be written: what was reserved stays charged.</exception>
    public async Task SettleAsync(CallOutcome outcome, CancellationToken cancellation)
    {
        // Of what was not reserved the log has all that is needed, and the ledger takes it from there: calls without a budget wait for no database.
        if (path.Asks && (Reserved is not null || isPanel))
        {
            await policy.Ledger.SettleAsync(call, CallCharge.Of(path, outcome, card, Reserved), cancellation);
            policy.Watch(token, refused: false);
        }
        else if (path.Asks)
        {
            policy.NoteUnreserved(call.Key);
        }
    }
}
