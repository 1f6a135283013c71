using Roundtable.Terms.Clauses;

namespace Roundtable.Terms.Rulings;

/// <summary>Checks conditions against what is known about the organisation that asks.</summary>
internal static class ConditionCheck
{
    /// <summary>Whether the condition is met; null where that depends on how the content is used, or is unknown.</summary>
    public static bool? IsKept(Condition condition, Intent intent) => condition switch
    {
        Condition.NotBy not when intent.As is { } name => !string.Equals(name, not.Organisation, StringComparison.OrdinalIgnoreCase),
        Condition.UsersAtMost most when intent.Organisation?.Users is { } users => users <= most.Monthly,
        Condition.RevenueAtMost most when intent.Organisation?.Revenue is { } revenue => revenue <= most.Yearly,
        Condition.NotIn not when intent.Organisation?.Region is { } region => !Regions.LiesIn(region, not.Region),
        _ => null,
    };

    /// <summary>Why two conditions cannot both be met, as a sentence without a full stop; null where they can.</summary>
    public static string? Conflict(Condition one, Condition other) => (one, other) switch
    {
        (Condition.ShareAlike a, Condition.ShareAlike b) when !string.Equals(a.Licence, b.Licence, StringComparison.OrdinalIgnoreCase) =>
            $"derived work cannot be distributed under {a.Licence} and under {b.Licence} at once",
        (Condition.NamePrefix a, Condition.NamePrefix b)
            when !a.Prefix.StartsWith(b.Prefix, StringComparison.OrdinalIgnoreCase) && !b.Prefix.StartsWith(a.Prefix, StringComparison.OrdinalIgnoreCase) =>
            $"a name cannot begin with \"{a.Prefix}\" and with \"{b.Prefix}\" at once",
        (Condition.OnlyFor a, Condition.NotFor b) when string.Equals(a.Purpose, b.Purpose, StringComparison.OrdinalIgnoreCase) =>
            $"it is for {a.Purpose} only, and not for {b.Purpose}",
        (Condition.NotFor, Condition.OnlyFor) => Conflict(other, one),
        _ => null,
    };
}
