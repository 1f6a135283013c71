using Roundtable.Record.Entries;

namespace Roundtable.Terms.Registry;

/// <summary>A provider of models: the vendor itself, a cloud, an aggregator, a reseller.</summary>
public sealed record ProviderEntry : Entry
{
    /// <summary>Which intermediaries its answers pass through; null where unknown.</summary>
    public RouteKind? Route { get; init; }

    /// <summary>Its terms of use; all of them apply.</summary>
    public IReadOnlyList<EntryReference> Terms { get; init; } = [];

    /// <summary>Whom it bars from access to what, and when.</summary>
    public IReadOnlyList<AccessFact> Access { get; init; } = [];

    private protected override void Seal()
    {
    }
}
