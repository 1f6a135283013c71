using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Registry;

/// <summary>
/// A bar: a period in which an organisation, one of its services, or a licence keeps somebody out. What is left empty does not restrict it: without
/// organisations, regions and regions of owners it reaches everybody.
/// </summary>
/// <param name="Organisations">The organisations that are barred, and whoever they own by more than half.</param>
/// <param name="Regions">The regions that are barred, as ISO 3166-1 codes or <c>EU</c>: whoever is there.</param>
/// <param name="Vendors">The organisations whose models are not available through a provider; empty for all.</param>
/// <param name="From">The first day; null where nobody knows it (<c>from: unknown</c>).</param>
/// <param name="Until">The last day; null where it has not ended.</param>
/// <param name="Citation">Where this is published.</param>
/// <param name="Summary">What happened or applies, as a sentence.</param>
public sealed record AccessFact(
    IReadOnlyList<string> Organisations,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Vendors,
    DateOnly? From,
    DateOnly? Until,
    string Citation,
    string Summary)
{
    /// <summary>Regions whose organisations' property is barred: whoever is owned from there by more than half, wherever it is itself.</summary>
    public IReadOnlyList<string> OwnedFrom { get; init; } = [];

    /// <summary>The names of the models that it is about; empty for all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The uses that are barred; empty for all.</summary>
    public IReadOnlyList<Use> Uses { get; init; } = [];

    /// <summary>
    /// The uses in which it reaches those who are served as well as whoever serves them; null for deploy and resell, empty where it reaches only
    /// whoever uses the thing itself.
    /// </summary>
    public IReadOnlyList<Use>? Served { get; init; }

    /// <summary>Whether it applies on a day, first and last day included; null where that depends on a first day that nobody knows.</summary>
    public bool? HoldsOn(DateOnly day) => Until < day ? false : From is null ? null : day >= From;

    /// <summary>Whether it reaches those who are served in a use.</summary>
    public bool ReachesServed(Use use) => (Served ?? [Use.Deploy, Use.Resell]).Contains(use);
}
