using Roundtable.Record.Entries;

namespace Roundtable.Terms.Registry;

/// <summary>Someone through whom models are reached: the vendor itself, a cloud, an aggregator, a reseller.</summary>
public sealed record ProviderEntry : Entry
{
    /// <summary>Through whose hands its answers come; null where that is not known.</summary>
    public RouteKind? Route { get; init; }

    /// <summary>The terms under which it is used; all of them hold.</summary>
    public IReadOnlyList<EntryReference> Terms { get; init; } = [];

    /// <summary>Who may reach what through it, and who may not, from when until when.</summary>
    public IReadOnlyList<AccessFact> Access { get; init; } = [];

    private protected override void Seal()
    {
    }
}
