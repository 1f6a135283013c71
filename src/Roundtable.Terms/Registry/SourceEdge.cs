namespace Roundtable.Terms.Registry;

/// <summary>A source that an entry declares.</summary>
/// <param name="Kind">How it was derived.</param>
/// <param name="From">The source.</param>
/// <param name="On">The date on which the source was obtained; null where unknown.</param>
/// <param name="Citation">Where this is published, such as <c>the card's field base_model</c>.</param>
public sealed record SourceEdge(EdgeKind Kind, EntryReference From, DateOnly? On = null, string? Citation = null);
