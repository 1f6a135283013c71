using Roundtable.Terms.Clauses;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>Checks conditions against what is known about the organisation that asks, and about those whom it serves.</summary>
internal static class ConditionCheck
{
    /// <summary>Whether the condition is met; null where that depends on how the content is used, or is unknown.</summary>
    public static bool? IsKept(Condition condition, Intent intent) => condition switch
    {
        Condition.NotBy not => By(not.Organisation, intent),
        Condition.UsersAtMost most when intent.Organisation?.Users is { } users => users <= most.Monthly,
        Condition.RevenueAtMost most when intent.Organisation?.Revenue is { } revenue => revenue <= most.Yearly,
        Condition.NotIn not => In(not.Region, intent),
        Condition.NotServedIn not when !Serves(intent.Use) => true,
        Condition.NotServedIn not when ServedRegion(intent) is { } region => !Regions.LiesIn(region, not.Region),
        Condition.NotServing not when !Serves(intent.Use) => true,
        Condition.NotServing not when intent.Serves is { } name => !Same(name, not.Organisation),
        _ => null,
    };

    /// <summary>Holds the conditions of one ground against what is known.</summary>
    public static HeldConditions Hold(IReadOnlyList<Condition> conditions, Intent intent)
    {
        var held = conditions.ToLookup(c => IsKept(c, intent));
        return new HeldConditions(held[false].FirstOrDefault(), [.. held[null]], [.. held[true]]);
    }

    private static bool? By(string organisation, Intent intent) =>
        intent.As is { } name ? !Same(name, organisation) : null;

    private static bool? In(string place, Intent intent) =>
        intent.Organisation?.Region is { } region ? !Regions.LiesIn(region, place) : null;

    private static bool Serves(Use use) => use is Use.Deploy or Use.Resell;

    private static string? ServedRegion(Intent intent) => intent.ServedIn ?? intent.ServesOrganisation?.Region;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Conditions after they were held against what is known of those who are to keep them.</summary>
/// <param name="Broken">The first that is not met; null where none is known to be.</param>
/// <param name="Open">Those of which nobody knows.</param>
/// <param name="Met">Those that are met.</param>
internal readonly record struct HeldConditions(Condition? Broken, IReadOnlyList<Condition> Open, IReadOnlyList<Condition> Met)
{
    /// <summary>What they come to.</summary>
    public Outcome Outcome => Broken is not null ? Outcome.Denied : Open.Count == 0 ? Outcome.Allowed : Outcome.AllowedIf;

    /// <summary>A ground's summary, with the condition that is not met where there is one.</summary>
    public string Told(string summary, Intent intent) =>
        Broken is null ? summary : $"{summary}; {intent.As} does not meet the condition: {Broken.Instruction}";
}
