namespace Roundtable.Terms.Registry;

/// <summary>That access through a provider is barred to somebody, for some time.</summary>
/// <param name="Organisations">The organisations it is barred to; empty for all.</param>
/// <param name="Regions">The regions it is barred to, as ISO 3166-1 codes or <c>EU</c>; empty for all.</param>
/// <param name="Vendors">The organisations whose models cannot be had through it; empty for all.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null where it has not ended.</param>
/// <param name="Citation">Where that is written.</param>
/// <param name="Summary">What happened or holds, as a sentence.</param>
public sealed record AccessFact(
    IReadOnlyList<string> Organisations,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Vendors,
    DateOnly From,
    DateOnly? Until,
    string Citation,
    string Summary)
{
    /// <summary>Whether it holds on a day, both edges included.</summary>
    public bool HoldsOn(DateOnly day) => day >= From && (Until is null || day <= Until);
}
