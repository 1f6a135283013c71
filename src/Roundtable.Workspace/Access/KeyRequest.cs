using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Judging;

namespace Roundtable.Workspace.Access;

/// <summary>
/// What somebody wants a key to be, as options of the command line and fields of a form give it. What is null stays as it is; an empty text, or
/// <c>none</c>, takes a limit away.
/// </summary>
public sealed record KeyRequest
{
    /// <summary>Maximum length of a purpose, in UTF-16 code units.</summary>
    public const int MaxPurpose = 300;

    private const int MaxPatterns = 100;
    private const int MaxPattern = 200;
    private const decimal MaxBudgetDollars = 1_000_000_000;
    private const int MaxRate = 1_000_000;
    private const string None = "none";

    /// <summary>The role's name.</summary>
    public string? Role { get; init; }

    /// <summary>What it is for.</summary>
    public string? Purpose { get; init; }

    /// <summary>Patterns over models, several with commas or spaces between.</summary>
    public string? Models { get; init; }

    /// <summary>Names of uses, several with commas between.</summary>
    public string? Uses { get; init; }

    /// <summary>The budget of a day in US dollars.</summary>
    public string? DayBudget { get; init; }

    /// <summary>The budget of a month in US dollars.</summary>
    public string? MonthBudget { get; init; }

    /// <summary>Requests in a minute.</summary>
    public string? Rate { get; init; }

    /// <summary>The last day on which it is accepted (UTC, YYYY-MM-DD), or the moment from which it is not (ISO 8601 with an offset).</summary>
    public string? Expires { get; init; }

    /// <summary>Names of permissions, several with commas between.</summary>
    public string? Permissions { get; init; }

    /// <summary>The token with what is wanted.</summary>
    /// <param name="token">As it is.</param>
    /// <param name="now">The time: what would have expired already is a slip.</param>
    /// <exception cref="WorkspaceException">When something is not accepted; it names the field.</exception>
    public AccessToken Apply(AccessToken token, DateTimeOffset now)
    {
        var limits = token.Limits with
        {
            Models = Models is null ? token.Limits.Models : ReadModels(),
            Uses = Uses is null ? token.Limits.Uses : IsNone(Uses) ? [] : Field(nameof(Uses), () => UseNames.Read([Uses])),
            DayMicroDollars = Budget(DayBudget, token.Limits.DayMicroDollars, nameof(DayBudget)),
            MonthMicroDollars = Budget(MonthBudget, token.Limits.MonthMicroDollars, nameof(MonthBudget)),
            RequestsPerMinute = Rate is null ? token.Limits.RequestsPerMinute : ReadRate(),
            Permissions = Permissions is null ? token.Limits.Permissions : ReadPermissions(),
        };
        var limited = limits.NeedsReading || limits.RequestsPerMinute is not null || limits.Permissions.Count > 0;
        var role = Role is null ? token.Role : Field(nameof(Role), () => Roles.Parse(Role, "The role"));
        if (limited && role != Access.Role.Caller)
        {
            // Nothing but the gateway keeps to them: an asker would spend through sessions what the key may not.
            throw Refused(
                nameof(Role),
                "Models, uses, budgets, a rate and permissions limit what a key does at the gateway, so that they go with the role caller, which may do "
                    + $"nothing else. This one has the role {role.ToString().ToLowerInvariant()}.");
        }

        return token with
        {
            Role = role,
            Purpose = Purpose is null ? token.Purpose : ReadPurpose(),
            Expires = Expires is null ? token.Expires : ReadExpiry(now),
            Limits = limits,
        };
    }

    private string[] ReadModels()
    {
        string[] patterns = IsNone(Models!) ? []
            : Models!.Split((char[])[',', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Array.Find(patterns, p => !p.Contains('/', StringComparison.Ordinal)) is { } bare)
        {
            throw Refused(
                nameof(Models), $"'{Neutralise.Line(bare)}' names no connection: write patterns over full names, such as openai/gpt-5* or anthropic/*.");
        }

        if (patterns.Length > MaxPatterns || Array.Exists(patterns, p => p.Length > MaxPattern || p.Any(char.IsControl)))
        {
            throw Refused(nameof(Models), FormattableString.Invariant($"Models are at most {MaxPatterns} patterns of {MaxPattern} characters."));
        }

        return patterns;
    }

    private static long? Budget(string? text, long? otherwise, string field)
    {
        if (text is null)
        {
            return otherwise;
        }

        if (IsNone(text))
        {
            return null;
        }

        return decimal.TryParse(text.Trim().TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
            && dollars <= MaxBudgetDollars && decimal.Round(dollars, 6) == dollars
            ? (long)(dollars * 1_000_000)
            : throw Refused(field, $"A budget is an amount of US dollars such as 5 or 0.50, or none, not '{Neutralise.Line(text)}'.");
    }

    private int? ReadRate() => IsNone(Rate!) ? null
        : int.TryParse(Rate, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= MaxRate ? rate
        : throw Refused(nameof(Rate), $"A rate is a whole number of requests in a minute, 1 or more, or none, not '{Neutralise.Line(Rate!)}'.");

    private IReadOnlyList<KeyPermission> ReadPermissions()
    {
        List<KeyPermission> permissions = [];
        foreach (var name in IsNone(Permissions!) ? [] : Permissions!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Kebab.TryParse<KeyPermission>(name, out var permission))
            {
                var names = Kebab.Names<KeyPermission>();
                throw Refused(
                    nameof(Permissions),
                    $"Unknown permission '{Neutralise.Line(name)}'{CloseName.Suggest(name, names)} Permissions: {string.Join(", ", names)}.");
            }

            permissions.Add(permission);
        }

        return [.. permissions.Distinct().Order()];
    }

    private string? ReadPurpose() => IsNone(Purpose!) ? null
        : Purpose!.Trim() is { Length: <= MaxPurpose } purpose && !purpose.Any(char.IsControl) ? purpose
        : throw Refused(nameof(Purpose), $"A purpose is one line of up to {MaxPurpose} characters.");

    private DateTimeOffset? ReadExpiry(DateTimeOffset now)
    {
        if (IsNone(Expires!))
        {
            return null;
        }

        DateTimeOffset? end = DateOnly.TryParseExact(Expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day < DateOnly.MaxValue
            ? new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
            : DateTimeOffset.TryParseExact(
                Expires, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "O"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? moment.ToUniversalTime()
                : throw Refused(
                    nameof(Expires),
                    $"An expiry is a date (YYYY-MM-DD), the last day on which the key is accepted, or none, not '{Neutralise.Line(Expires!)}'.");
        return end > now ? end : throw Refused(nameof(Expires), $"A key that expires on {Neutralise.Line(Expires!)} has expired already.");
    }

    private static bool IsNone(string text) => text.Trim() is "" or None;

    private static T Field<T>(string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (WorkspaceException e)
        {
            throw Refused(field, e.Message);
        }
    }

    private static WorkspaceException Refused(string field, string message) => new(ErrorKind.InvalidInput, message) { Field = field };
}
