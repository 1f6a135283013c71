using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>Defaults for what a card does not state.</summary>
/// <param name="Version">The version where the card has none: cards on model hubs seldom do.</param>
/// <param name="Name">The name to register under; null for the card's own.</param>
/// <param name="Kind">Model or dataset; null to detect it from the card.</param>
public sealed record CardDefaults(string Version, string? Name = null, EntryKind? Kind = null);
