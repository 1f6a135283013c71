using System.Collections.Concurrent;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>
/// Decides on a request before anybody is asked, in this order: who may call at all, the rate, the path, the body, what is referred to, models, bars and uses,
/// the budget. Whatever cannot be decided is refused.
/// </summary>
/// <param name="ledger">What keys have spent.</param>
/// <param name="owned">What was made through which key.</param>
/// <param name="batches">What was reserved for batches.</param>
/// <param name="rates">Requests in the last minute.</param>
/// <param name="rulings">Bars and rulings.</param>
/// <param name="findModel">Prices and limits of models.</param>
/// <param name="time">The clock.</param>
/// <param name="dayMicroDollars">
/// The budget of a day for callers without one of their own who are no admins, in millionths of a US dollar; null for none.
/// </param>
/// <param name="catchUp">Takes into the ledger what the log has of calls without a reservation.</param>
/// <param name="watch">Is told of a key whose spending changed, or that was refused for its budget; it must not block.</param>
public sealed class KeyPolicy(
    SpendingLedger ledger,
    OwnedIds owned,
    BatchReservations batches,
    KeyRates rates,
    UseRulings rulings,
    FindModel findModel,
    TimeProvider time,
    long? dayMicroDollars,
    Func<CancellationToken, Task> catchUp,
    Action<AccessToken, bool>? watch)
{
    /// <summary>The keys whose calls without a reservation are all in the ledger.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task>> _taken = new(StringComparer.Ordinal);

    internal SpendingLedger Ledger => ledger;

    internal OwnedIds Owned => owned;

    internal BatchReservations Batches => batches;

    internal FindModel FindModel => findModel;

    /// <summary>Decides. What is reserved for a call that may be made stays charged until it is settled.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger or the registry cannot be read or written: the call must not be made.</exception>
    /// <exception cref="WorkspaceException">When the configuration has errors: the call must not be made.</exception>
    public async Task<PolicyDecision> DecideAsync(PolicyRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var limits = Limits(request);
        if (KeyRules.Stranger(request, now) is { } stranger)
        {
            return stranger;
        }

        if (rates.Wait(request.Key, limits.RequestsPerMinute) is { } wait)
        {
            return new PolicyDecision.Refused(
                429, "rate_limit_exceeded", $"This key may make {limits.RequestsPerMinute} requests a minute. Wait as long as retry-after says.", wait);
        }

        if (RequestPath.Read(request.Path, out var wrong) is not { } read)
        {
            return new PolicyDecision.Refused(400, "ambiguous_path", wrong!);
        }

        var path = PathPolicy.Of(request.Connection.Kind, request.Method, read);
        if (KeyRules.PathRefusal(request, path, limits) is { } forbidden)
        {
            return forbidden;
        }

        if (KeyRules.Uses(request, limits, out var uses) is { } unstated)
        {
            return unstated;
        }

        var reading = RequestReading.Nothing;
        string? unreadable = null;
        if (request.Body is { Length: > 0 } body)
        {
            var needsModelAlone = request.IsOperator && uses.Count == 0 && !limits.NeedsReading;
            reading = needsModelAlone && RequestReader.ReadModel(body.Span) is { } model ? RequestReading.Nothing with { Models = [model] }
                : RequestReader.Read(body, out unreadable) ?? RequestReading.Nothing;
        }

        return KeyRules.BodyRefusal(request, path, limits, uses, reading, unreadable)
            ?? await OwnershipAsync(request, path, reading, cancellation)
            ?? await AskAsync(request, path, limits, uses, reading, now, cancellation);
    }

    /// <summary>A call without a reservation ended: what it cost is in the log and not in the ledger.</summary>
    internal void NoteUnreserved(string key) => _taken.TryRemove(key, out _);

    /// <summary>Tells of a key whose spending changed.</summary>
    internal void Watch(AccessToken? token, bool refused)
    {
        if (token is { Limits.HasBudget: true })
        {
            watch?.Invoke(token, refused);
        }
    }

    private KeyLimits Limits(PolicyRequest request)
    {
        var own = request.Token?.Limits ?? KeyLimits.None;
        return own.DayMicroDollars is null && !request.IsOperator ? own with { DayMicroDollars = dayMicroDollars } : own;
    }

    private async Task<PolicyDecision.Refused?> OwnershipAsync(
        PolicyRequest request, PathPolicy path, RequestReading reading, CancellationToken cancellation)
    {
        if (request.IsPanel || request.IsOperator)
        {
            return null;
        }

        List<string> ids = [.. reading.Ids, .. reading.Parts.SelectMany(p => p.Ids)];
        if (path.Id is { } id)
        {
            ids.Add(id);
        }

        return ids.Count > 0 && await owned.NotOwnedAsync(request.Connection.Name, ids, request.Key, cancellation) is [var other, ..]
            ? new(404, "not_made_by_this_key", $"'{Neutralise.Line(other)}' was not made through this key, or not through this gateway.")
            : null;
    }

    private async Task<PolicyDecision> AskAsync(
        PolicyRequest request,
        PathPolicy path,
        KeyLimits limits,
        IReadOnlyList<Use> uses,
        RequestReading reading,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        List<string> conditions = [];
        List<ModelCard> cards = [];
        foreach (var model in path.Asks && !request.IsPanel ? reading.AllModels : [])
        {
            var decision = await rulings.DecideAsync(request.Connection, model, uses, cancellation);
            if (decision.Refusal is { } refusal)
            {
                return new PolicyDecision.Refused(403, uses.Count == 0 ? "access_barred" : "use_not_allowed", refusal);
            }

            conditions.AddRange(decision.Conditions);
            cards.Add(await findModel(request.Connection, model, cancellation));
        }

        var call = new ChargedCall(
            request.Call, request.Key, request.Caller.Name, ModelName(request, path, reading), now);
        long? reserved = null;
        if (path.Asks && limits.HasBudget && !request.IsPanel)
        {
            var (amount, problem) = KeyRules.Reserve(request, path, reading, cards);
            if (amount is not { } most)
            {
                return new PolicyDecision.Refused(403, "unknown_price", problem!);
            }

            if (await ReserveAsync(request, limits, call, most, cancellation) is { } refused)
            {
                return refused;
            }

            reserved = most;
        }

        var admitted = new AdmittedCall(
            call, request.Token, request.Connection, path, cards.FirstOrDefault(), reserved, request.IsPanel, request.IsOperator, this);
        return new PolicyDecision.Allowed(
            admitted, uses.Count == 0 ? null : string.Join(',', uses.Select(Kebab.Name)), [.. conditions.Distinct(StringComparer.Ordinal)])
        {
            ReserveAsync = path.Asks && limits.HasBudget && request.IsPanel ? ReservePanelAsync : null,
        };

        async Task<PolicyDecision.Refused?> ReservePanelAsync(long most, CancellationToken cancel)
        {
            var refused = await ReserveAsync(request, limits, call, most, cancel);
            admitted.Reserved = refused is null ? most : null;
            return refused;
        }
    }

    /// <summary>Charges the most that a call can cost, in one step with the check; why it may not be made, or null.</summary>
    private async Task<PolicyDecision.Refused?> ReserveAsync(
        PolicyRequest request, KeyLimits limits, ChargedCall call, long most, CancellationToken cancellation)
    {
        await TakeUnreservedAsync(request.Key, cancellation);
        if (await ledger.TryReserveAsync(call, most, limits.DayMicroDollars, limits.MonthMicroDollars, cancellation))
        {
            return null;
        }

        Watch(request.Token, refused: true);
        return await BudgetRefusalAsync(request, limits, most, call.At, cancellation);
    }

    private async Task<PolicyDecision.Refused> BudgetRefusalAsync(
        PolicyRequest request, KeyLimits limits, long most, DateTimeOffset now, CancellationToken cancellation)
    {
        var spent = await ledger.SpentAsync(request.Key, now, cancellation);
        var left = Math.Max(0, Math.Min((limits.DayMicroDollars ?? long.MaxValue) - spent.Day, (limits.MonthMicroDollars ?? long.MaxValue) - spent.Month));
        return new PolicyDecision.Refused(
            402,
            "budget_exceeded",
            $"This call can cost up to {TokenText.Dollars(most)}, and {TokenText.Dollars(left)} is left of this key's budget. Set a lower limit of tokens, or "
                + "wait for the next day or month (UTC).");
    }

    /// <summary>A key may have called without a budget before it got one: what that cost counts.</summary>
    private async Task TakeUnreservedAsync(string key, CancellationToken cancellation)
    {
        var taking = _taken.GetOrAdd(key, _ => new Lazy<Task>(() => catchUp(CancellationToken.None)));
        try
        {
            await taking.Value.WaitAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _taken.TryRemove(new KeyValuePair<string, Lazy<Task>>(key, taking));
            throw;
        }
    }

    private static string ModelName(PolicyRequest request, PathPolicy path, RequestReading reading) =>
        path.Asks && reading.AllModels is [var model, ..] ? request.FullName(model) : "";
}
