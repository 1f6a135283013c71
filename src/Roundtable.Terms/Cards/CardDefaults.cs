using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>What a card does not say itself.</summary>
/// <param name="Version">The version of what names none: cards on model hubs seldom do.</param>
/// <param name="Name">The name to register under; null for the card's own.</param>
/// <param name="Kind">Model or dataset; null for what the card looks like.</param>
public sealed record CardDefaults(string Version, string? Name = null, EntryKind? Kind = null);
