using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Panels;

/// <summary>A seat and the chat client that answers for it: any <see cref="IChatClient"/> can be seated.</summary>
/// <param name="Seat">The place at the table.</param>
/// <param name="Client">Answers for the seat; errors that it throws make the seat absent.</param>
/// <param name="Connection">The name of the connection that reaches the model, kept in the record.</param>
/// <param name="SupportsSchema">Whether a JSON schema can be requested through the API; otherwise JSON is asked for in text.</param>
public sealed record SeatedModel(Seat Seat, IChatClient Client, string Connection, bool SupportsSchema);
