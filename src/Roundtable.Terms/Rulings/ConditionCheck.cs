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

    private static bool? By(string organisation, Intent intent) =>
        intent.As is { } name ? !Same(name, organisation) : null;

    private static bool? In(string place, Intent intent) =>
        intent.Organisation?.Region is { } region ? !Regions.LiesIn(region, place) : null;

    private static bool Serves(Use use) => use is Use.Deploy or Use.Resell;

    private static string? ServedRegion(Intent intent) => intent.ServedIn ?? intent.ServesOrganisation?.Region;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
