namespace Roundtable.Terms.Registry;

/// <summary>An owner of an organisation.</summary>
/// <param name="Organisation">The name of the organisation that owns it.</param>
/// <param name="Percent">How much of it, more than 0 and at most 100; null where unknown.</param>
public sealed record OwnerShare(string Organisation, decimal? Percent);
