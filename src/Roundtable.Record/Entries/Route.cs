namespace Roundtable.Record.Entries;

/// <summary>The way an output took.</summary>
/// <param name="Kind">Through whose hands it came.</param>
/// <param name="Through">Who that was, where it was neither the vendor nor the asker.</param>
public sealed record Route(RouteKind Kind, string? Through = null);
