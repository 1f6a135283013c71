using Roundtable.Deliberation.Panels;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>
/// Decides on a request before anybody is asked, in this order: who may call at all, the rate, the path, the body, what is referred to, models, bars and uses,
/// the budget. Whatever cannot be decided is refused.
/// </summary>
/// <param name="ledger">What keys have spent.</param>
/// <param name="owned">What was made through which key.</param>
/// <param name="rates">Requests in the last minute.</param>
/// <param name="rulings">Bars and rulings.</param>
/// <param name="findModel">Prices and limits of models.</param>
/// <param name="time">The clock.</param>
/// <param name="dayMicroDollars">The budget of a day for callers without one of their own who are no admins, in millionths of a US dollar; null for none.</param>
/// <param name="watch">Is told of a key whose spending changed, or that was refused for its budget; it must not block.</param>
public sealed class KeyPolicy(
    SpendingLedger ledger,
    OwnedIds owned,
    KeyRates rates,
    UseRulings rulings,
    FindModel findModel,
    TimeProvider time,
    long? dayMicroDollars,
    Action<AccessToken, bool>? watch)
{
    internal SpendingLedger Ledger => ledger;

    internal OwnedIds Owned => owned;

    /// <summary>Decides. What is reserved for a call that may be made stays charged until it is settled.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger or the registry cannot be read or written: the call must not be made.</exception>
    /// <exception cref="WorkspaceException">When the configuration has errors: the call must not be made.</exception>
    public async Task<PolicyDecision> DecideAsync(PolicyRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var limits = Limits(request);
        if (Stranger(request, now) is { } stranger)
        {
            return stranger;
        }

        if (rates.Wait(Key(request), limits.RequestsPerMinute) is { } wait)
        {
            return new PolicyDecision.Refused(
                429, "rate_limit_exceeded", $"This key may make {limits.RequestsPerMinute} requests a minute. Wait as long as retry-after says.", wait);
        }

        if (RequestPath.Read(request.Path, out var wrong) is not { } read)
        {
            return new PolicyDecision.Refused(400, "ambiguous_path", wrong!);
        }

        var path = PathPolicy.Of(request.Connection.Kind, request.Method, read);
        if (PathRefusal(request, path, limits) is { } forbidden)
        {
            return forbidden;
        }

        if (Uses(request, limits, out var uses) is { } unstated)
        {
            return unstated;
        }

        var reading = RequestReading.Nothing;
        string? unreadable = null;
        if (request.Body is { Length: > 0 } body)
        {
            reading = RequestReader.Read(body, out unreadable) ?? RequestReading.Nothing;
        }

        return BodyRefusal(request, path, limits, uses, reading, unreadable)
            ?? await OwnershipAsync(request, path, reading, cancellation)
            ?? await AskAsync(request, path, limits, uses, reading, now, cancellation);
    }

    /// <summary>Tells of a key whose spending changed.</summary>
    internal void Watch(AccessToken? token, bool refused)
    {
        if (token is { Limits.HasBudget: true })
        {
            watch?.Invoke(token, refused);
        }
    }

    private static string Key(PolicyRequest request) => request.Token?.Id ?? "";

    private static bool IsOperator(PolicyRequest request) => request.Caller.Role == Role.Admin;

    private KeyLimits Limits(PolicyRequest request)
    {
        var own = request.Token?.Limits ?? KeyLimits.None;
        return own.DayMicroDollars is null && !IsOperator(request) ? own with { DayMicroDollars = dayMicroDollars } : own;
    }

    private static PolicyDecision.Refused? Stranger(PolicyRequest request, DateTimeOffset now) => request switch
    {
        { Token: { } token } when token.IsExpired(now) => new(
            401, "expired_api_key", "This key has expired. Whoever runs the gateway can make another with 'roundtable tokens add'."),
        { Caller.Role: Role.Anonymous } => new(
            401,
            "invalid_api_key",
            "Send a key of this gateway (rt_…) as the API key or in x-roundtable-key; 'roundtable tokens add' creates one. What was sent is none that holds."),
        { Caller.Role: Role.Reader } => new(
            403, "role_insufficient", "Calling models costs money: it needs the role caller, asker or admin, and the role of this key is reader."),
        _ => null,
    };

    private static PolicyDecision.Refused? PathRefusal(PolicyRequest request, PathPolicy path, KeyLimits limits)
    {
        if (request.IsPanel || IsOperator(request) && !limits.NeedsReading)
        {
            return null;
        }

        if (path.Permission is { } permission && !limits.Allows(permission))
        {
            return new(
                403,
                "permission_required",
                $"{request.Method} {Neutralise.Line(request.Path)} needs the permission {Kebab.Name(permission)}, which this key does not have: one key of the "
                    + "provider shows and deletes what everybody made. 'roundtable tokens change' gives it.");
        }

        if (path.IsList && !limits.Allows(KeyPermission.Lists))
        {
            return new(403, "permission_required", "A list shows what every key made: it needs the permission lists, which this key does not have.");
        }

        return path.Kind == PathKind.Unknown && limits.NeedsReading
            ? new(
                403,
                "unknown_path",
                "What this path does is not known here, so that this key's uses, models or budget could not be kept: it is open to keys without them.")
            : null;
    }

    /// <summary>The uses that count: those of the header, which must be among the key's, else the key's own.</summary>
    private static PolicyDecision.Refused? Uses(PolicyRequest request, KeyLimits limits, out IReadOnlyList<Use> uses)
    {
        uses = limits.Uses;
        if (request.StatedUses is not { } stated)
        {
            return null;
        }

        try
        {
            uses = UseNames.Read([stated]);
        }
        catch (WorkspaceException e)
        {
            return new(400, "unknown_use", e.Message);
        }

        if (uses.Count == 0)
        {
            return new(400, "unknown_use", "x-roundtable-use is empty: name a use, such as train-open, or leave it out.");
        }

        return limits.Uses.Count > 0 && uses.FirstOrDefault(u => !limits.Uses.Contains(u)) is var other && !uses.All(limits.Uses.Contains)
            ? new(403, "use_not_allowed", $"This key is for {string.Join(", ", limits.UseNames)}, and not for {Kebab.Name(other)}.")
            : null;
    }

    private static PolicyDecision.Refused? BodyRefusal(
        PolicyRequest request, PathPolicy path, KeyLimits limits, IReadOnlyList<Use> uses, RequestReading reading, string? unreadable)
    {
        if (!path.Asks)
        {
            return null;
        }

        var mustRead = limits.NeedsReading || uses.Count > 0 || !IsOperator(request);
        var models = AllModels(reading);
        return !mustRead ? null
            : request.Body is null ? new(
                400, "unreadable_request", "The request's body cannot be read before it is passed on: send JSON that is not compressed, as application/json.")
            : unreadable is not null ? new(400, "unreadable_request", $"The request {unreadable}.")
            : (limits.NeedsReading || uses.Count > 0) && models.Count == 0 ? new(
                400, "model_required", "The request names no model of its own, so that it cannot be held to this key's models, uses or budget: name it in 'model'.")
            : models.FirstOrDefault(m => !limits.AllowsModel(FullName(request, m))) is { } other ? new(
                403, "model_not_allowed", $"This key may not ask {Neutralise.Line(FullName(request, other))}. It may ask: {string.Join(", ", limits.Models)}.")
            : null;
    }

    private async Task<PolicyDecision.Refused?> OwnershipAsync(
        PolicyRequest request, PathPolicy path, RequestReading reading, CancellationToken cancellation)
    {
        if (request.IsPanel || IsOperator(request))
        {
            return null;
        }

        List<string> ids = [.. reading.Ids, .. reading.Parts.SelectMany(p => p.Ids)];
        if (path.Id is { } id)
        {
            ids.Add(id);
        }

        return ids.Count > 0 && await owned.NotOwnedAsync(request.Connection.Name, ids, Key(request), cancellation) is [var other, ..]
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
        foreach (var model in path.Asks && !request.IsPanel ? AllModels(reading) : [])
        {
            var decision = await rulings.DecideAsync(request.Connection, model, uses, cancellation);
            if (decision.Refusal is { } refusal)
            {
                return new PolicyDecision.Refused(403, uses.Count == 0 ? "access_barred" : "use_not_allowed", refusal);
            }

            conditions.AddRange(decision.Conditions);
            cards.Add(await findModel(request.Connection, model, cancellation));
        }

        var first = cards.FirstOrDefault();
        var call = new ChargedCall(
            request.Call, Key(request), request.Caller.Name, first?.Name ?? (request.IsPanel && reading.Models is [var panel, ..] ? FullName(request, panel) : ""), now);
        long? reserved = null;
        if (path.Asks && limits.HasBudget)
        {
            var (amount, problem) = Reserve(request, path, reading, cards);
            if (amount is not { } most)
            {
                return new PolicyDecision.Refused(403, "unknown_price", problem!);
            }

            if (!await ledger.TryReserveAsync(call, most, limits.DayMicroDollars, limits.MonthMicroDollars, cancellation))
            {
                Watch(request.Token, refused: true);
                return await BudgetRefusalAsync(request, limits, most, now, cancellation);
            }

            reserved = most;
        }

        var admitted = new AdmittedCall(call, request.Token, request.Connection.Name, path, first, reserved, this);
        return new PolicyDecision.Allowed(
            admitted, uses.Count == 0 ? null : string.Join(',', uses.Select(Kebab.Name)), [.. conditions.Distinct(StringComparer.Ordinal)]);
    }

    private static (long? MicroDollars, string? Problem) Reserve(
        PolicyRequest request, PathPolicy path, RequestReading reading, IReadOnlyList<ModelCard> cards)
    {
        if (request.IsPanel)
        {
            return (null, "What a panel costs is not known before it is asked, so that the key's budget could not be kept: use a key without one.");
        }

        if (path.Kind == PathKind.FineTuning || (path.Kind == PathKind.Batches && reading.Parts.Count == 0))
        {
            return (null, "What this costs is not known before it is made, so that the key's budget could not be kept: use a key without one.");
        }

        if (path.Kind != PathKind.Batches)
        {
            var one = Reservation.Of(reading, cards, path.Kind);
            return (one.MicroDollars, one.Problem);
        }

        long sum = 0;
        foreach (var part in reading.Parts)
        {
            var models = part.Models.Select(m => FullName(request, m)).ToHashSet(StringComparer.Ordinal);
            var one = Reservation.Of(part, [.. cards.Where(c => models.Contains(c.Name))], PathKind.Generation, isBatch: true);
            if (part.Models.Count == 0 || one.MicroDollars is not { } most)
            {
                return (null, one.Problem ?? "A request of the batch names no model.");
            }

            sum += most;
        }

        return (sum, null);
    }

    private async Task<PolicyDecision> BudgetRefusalAsync(
        PolicyRequest request, KeyLimits limits, long most, DateTimeOffset now, CancellationToken cancellation)
    {
        var spent = await ledger.SpentAsync(Key(request), now, cancellation);
        var left = Math.Max(0, Math.Min((limits.DayMicroDollars ?? long.MaxValue) - spent.Day, (limits.MonthMicroDollars ?? long.MaxValue) - spent.Month));
        return new PolicyDecision.Refused(
            402,
            "budget_exceeded",
            $"This call can cost up to {TokenText.Dollars(most)}, and {TokenText.Dollars(left)} is left of this key's budget. Set a lower limit of tokens, or "
                + "wait for the next day or month (UTC).");
    }

    private static List<string> AllModels(RequestReading reading) =>
        [.. reading.Models.Concat(reading.Parts.SelectMany(p => p.Models)).Distinct(StringComparer.Ordinal)];

    private static string FullName(PolicyRequest request, string model) =>
        request.IsPanel && model.StartsWith(request.Connection.Name + "/", StringComparison.Ordinal) ? model : $"{request.Connection.Name}/{model}";
}
