namespace Roundtable.Terms.Registry;

/// <summary>A period in which a provider bars somebody from access.</summary>
/// <param name="Organisations">The organisations that are barred; empty for all.</param>
/// <param name="Regions">The regions that are barred, as ISO 3166-1 codes or <c>EU</c>; empty for all.</param>
/// <param name="Vendors">The organisations whose models are not available through it; empty for all.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null where it has not ended.</param>
/// <param name="Citation">Where this is published.</param>
/// <param name="Summary">What happened or applies, as a sentence.</param>
public sealed record AccessFact(
    IReadOnlyList<string> Organisations,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Vendors,
    DateOnly From,
    DateOnly? Until,
    string Citation,
    string Summary)
{
    /// <summary>Whether it applies on a day; first and last day included.</summary>
    public bool HoldsOn(DateOnly day) => day >= From && (Until is null || day <= Until);
}
