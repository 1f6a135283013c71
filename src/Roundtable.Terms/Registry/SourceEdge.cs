namespace Roundtable.Terms.Registry;

/// <summary>That something came from something else, as an entry declares it.</summary>
/// <param name="Kind">How.</param>
/// <param name="From">What it came from.</param>
/// <param name="On">The day on which it was obtained; null where that is not known.</param>
/// <param name="Citation">Where that is written, as in <c>the card's field base_model</c>.</param>
public sealed record SourceEdge(EdgeKind Kind, EntryReference From, DateOnly? On = null, string? Citation = null);
