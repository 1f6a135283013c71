using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Panels;

/// <summary>A seat and the chat client that answers for it. Any <see cref="IChatClient"/> can take a seat.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Client">Answers for the seat; an exception that it throws makes the seat absent.</param>
/// <param name="Connection">Name of the connection to the model, as recorded in the log.</param>
/// <param name="SupportsSchema">Whether the API accepts a JSON schema; otherwise the prompt asks for JSON.</param>
public sealed record SeatedModel(Seat Seat, IChatClient Client, string Connection, bool SupportsSchema)
{
    /// <summary>Which intermediaries its answers pass through; null where unknown.</summary>
    public Route? Route { get; init; }

    /// <summary>The tools that this program calls for it; null where it has none.</summary>
    public IToolBox? Tools { get; init; }

    /// <summary>Whether the model is known to see images; null where nobody knows.</summary>
    public bool? Vision { get; init; }

    /// <summary>The version of the terms that apply to its answers, as <c>name@version</c>; null where unknown.</summary>
    public string? Terms { get; init; }
}
