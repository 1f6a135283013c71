using Roundtable.Deliberation.Panels;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Judging;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>The parts of the policy that depend on nothing but the request and its key. Each gives the refusal, or null where there is none.</summary>
internal static class KeyRules
{
    /// <summary>Whether whoever asks may call models at all.</summary>
    public static PolicyDecision.Refused? Stranger(PolicyRequest request, DateTimeOffset now) => request switch
    {
        { Token: { } token } when token.IsExpired(now) => new(
            401, "expired_api_key", "This key has expired. Whoever runs the gateway can make another with 'roundtable tokens add'."),
        { Token.Suspended: { } finding } => new(
            403,
            "key_suspended",
            $"This key is suspended because of finding {Neutralise.Line(finding)}, which accuses nobody, until a person has decided. Whoever runs the gateway "
                + $"enters an appeal with 'roundtable watch appeal {Neutralise.Line(finding)}'."),
        { Caller.Role: Role.Anonymous } => new(
            401,
            "invalid_api_key",
            "Send a key of this gateway (rt_…) as the API key or in x-roundtable-key; 'roundtable tokens add' creates one."),
        { Caller.Role: Role.Reader } => new(
            403, "role_insufficient", "Calling models costs money: it needs the role caller, asker or admin, and the role of this key is reader."),
        _ => null,
    };

    /// <summary>Whether the path is open to the key.</summary>
    public static PolicyDecision.Refused? PathRefusal(PolicyRequest request, PathPolicy path, KeyLimits limits)
    {
        if (request.IsPanel || request.IsOperator)
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
    public static PolicyDecision.Refused? Uses(PolicyRequest request, KeyLimits limits, out IReadOnlyList<Use> uses)
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

    /// <summary>Whether the body can be read where it must be, and names models that the key may ask.</summary>
    public static PolicyDecision.Refused? BodyRefusal(
        PolicyRequest request, PathPolicy path, KeyLimits limits, IReadOnlyList<Use> uses, RequestReading reading, string? unreadable)
    {
        // What operators send may be anything, as long as no use has to be ruled on. Files are not read; neither are paths that need a permission of their own.
        if ((request.IsOperator && uses.Count == 0) || path.Kind is PathKind.Files or PathKind.Unknown or PathKind.Models)
        {
            return null;
        }

        if (request.HasUnreadBody || (path.Asks && request.Body is null))
        {
            return new(
                400, "unreadable_request", "The request's body cannot be read before it is passed on: send JSON that is not compressed, as application/json.");
        }

        var models = reading.AllModels;
        return unreadable is not null ? new(400, "unreadable_request", $"The request {unreadable}.")
            : !path.Asks ? null
            : path.Kind == PathKind.Batches && models.Count == 0 && (limits.NeedsReading || uses.Count > 0) ? new(
                403,
                "batch_unread",
                "What this batch asks is in a file, so that it cannot be held to this key's models, uses or budget: use a key without them.")
            : (limits.NeedsReading || uses.Count > 0) && models.Count == 0 ? new(
                400,
                "model_required",
                "The request names no model of its own, so that it cannot be held to this key's models, uses or budget: name it in 'model'.")
            : models.FirstOrDefault(m => !limits.AllowsModel(request.FullName(m))) is { } other ? new(
                403, "model_not_allowed", $"This key may not ask {Neutralise.Line(request.FullName(other))}. It may ask: {string.Join(", ", limits.Models)}.")
            : null;
    }

    /// <summary>The most that the request is reckoned to cost; null and why where it cannot be reckoned.</summary>
    public static (long? MicroDollars, string? Problem) Reserve(
        PolicyRequest request, PathPolicy path, RequestReading reading, IReadOnlyList<ModelCard> cards)
    {
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
            var models = part.Models.Select(m => request.FullName(m)).ToHashSet(StringComparer.Ordinal);
            var one = Reservation.Of(part, [.. cards.Where(c => models.Contains(c.Name))], PathKind.Generation, isBatch: true);
            if (part.Models.Count == 0 || one.MicroDollars is not { } most)
            {
                return (null, one.Problem ?? "A request of the batch names no model.");
            }

            sum += most;
        }

        return (sum, null);
    }
}
