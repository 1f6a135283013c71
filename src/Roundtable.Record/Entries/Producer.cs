namespace Roundtable.Record.Entries;

/// <summary>Where an output came from.</summary>
/// <param name="Connection">Name of the connection through which the model was called.</param>
/// <param name="Requested">The model that was asked for.</param>
/// <param name="Served">The model and version which the answer says it is from; null when the answer does not say.</param>
/// <param name="Route">Through whose hands the answer came; null where that is not known.</param>
/// <param name="Upstream">
/// Who really served the call, where a router says to whom it passed it on, as OpenRouter does in <c>provider</c>; null where nobody says. The name is
/// the router's own. Leaves before version 3 cannot hold it.
/// </param>
public sealed record Producer(string Connection, string Requested, string? Served, Route? Route = null, string? Upstream = null);
