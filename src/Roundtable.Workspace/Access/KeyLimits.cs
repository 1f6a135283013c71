using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;

namespace Roundtable.Workspace.Access;

/// <summary>What a key is limited to at the gateway. What is null or empty does not limit it, but for permissions: what is not given is not allowed.</summary>
public sealed record KeyLimits
{
    /// <summary>No limits, and no permissions.</summary>
    public static KeyLimits None { get; } = new();

    /// <summary>Patterns over the full names of models, <c>connection/model</c>; <c>*</c> stands for anything. Empty for every model.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The uses that answers may be asked for. A call that states none is ruled on for all of them. Empty where no use is stated.</summary>
    public IReadOnlyList<Use> Uses { get; init; } = [];

    /// <summary>Maximum cost of a day (UTC) in millionths of a US dollar; null for no budget.</summary>
    public long? DayMicroDollars { get; init; }

    /// <summary>Maximum cost of a month (UTC) in millionths of a US dollar; null for no budget.</summary>
    public long? MonthMicroDollars { get; init; }

    /// <summary>Maximum number of requests in a minute, 1 or more; null for no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>What it may reach besides asking models.</summary>
    public IReadOnlyList<KeyPermission> Permissions { get; init; } = [];

    /// <summary>Whether there is a budget to keep to.</summary>
    public bool HasBudget => DayMicroDollars is not null || MonthMicroDollars is not null;

    /// <summary>Whether it must be known what a request asks for: there is a use, a list of models or a budget to hold it to.</summary>
    public bool NeedsReading => HasBudget || Models.Count > 0 || Uses.Count > 0;

    /// <summary>Whether a model may be asked.</summary>
    /// <param name="model">Its full name, <c>connection/model</c>.</param>
    public bool AllowsModel(string model) =>
        Models.Count == 0 || Models.Any(p => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(p, model, ignoreCase: false));

    /// <summary>Whether a permission is given.</summary>
    public bool Allows(KeyPermission permission) => Permissions.Contains(permission);

    /// <summary>Names of the permissions, for people and files.</summary>
    internal IEnumerable<string> PermissionNames => Permissions.Select(Kebab.Name);

    /// <summary>Names of the uses, for people and files.</summary>
    internal IEnumerable<string> UseNames => Uses.Select(Kebab.Name);

    /// <summary>Whether both limit the same.</summary>
    public bool Equals(KeyLimits? other) =>
        other is not null && DayMicroDollars == other.DayMicroDollars && MonthMicroDollars == other.MonthMicroDollars
        && RequestsPerMinute == other.RequestsPerMinute && Models.SequenceEqual(other.Models, StringComparer.Ordinal) && Uses.SequenceEqual(other.Uses)
        && Permissions.SequenceEqual(other.Permissions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DayMicroDollars, MonthMicroDollars, RequestsPerMinute, Models.Count, Uses.Count, Permissions.Count);
}
