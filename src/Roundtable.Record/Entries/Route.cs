namespace Roundtable.Record.Entries;

/// <summary>The route of an output from the model to the caller.</summary>
/// <param name="Kind">The kind of intermediary.</param>
/// <param name="Through">Name of the intermediary; null if the output came from the vendor or a local model, or if unknown.</param>
public sealed record Route(RouteKind Kind, string? Through = null);
