namespace Roundtable.Record.Entries;

/// <summary>The origin of an output.</summary>
/// <param name="Connection">Name of the connection used to call the model.</param>
/// <param name="Requested">The requested model.</param>
/// <param name="Served">The model and version reported by the response; null if not reported.</param>
/// <param name="Route">The route of the call; null if unknown.</param>
/// <param name="Upstream">
/// The provider that actually served the call, as reported by a router in its own naming (OpenRouter's <c>provider</c>); null if not reported. Leaves
/// before version 3 cannot contain it.
/// </param>
public sealed record Producer(string Connection, string Requested, string? Served, Route? Route = null, string? Upstream = null);
