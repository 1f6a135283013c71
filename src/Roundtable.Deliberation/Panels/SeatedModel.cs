using Microsoft.Extensions.AI;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Panels;

/// <summary>A seat and the chat client that answers for it: any <see cref="IChatClient"/> can be seated.</summary>
/// <param name="Seat">The place at the table.</param>
/// <param name="Client">Answers for the seat; errors that it throws make the seat absent.</param>
/// <param name="Connection">The name of the connection that reaches the model, kept in the record.</param>
/// <param name="SupportsSchema">Whether a JSON schema can be requested through the API; otherwise JSON is asked for in text.</param>
public sealed record SeatedModel(Seat Seat, IChatClient Client, string Connection, bool SupportsSchema)
{
    /// <summary>Through whose hands its answers come; null where that is not known.</summary>
    public Route? Route { get; init; }

    /// <summary>The version of the terms under which it is asked, as <c>name@version</c>; null where none is known.</summary>
    public string? Terms { get; init; }
}
