using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Judging;

/// <summary>An answer that nobody has asked for yet, as far as a ruling on it depends on how it would come.</summary>
/// <param name="Connection">Name of the connection.</param>
/// <param name="Model">The model's full name, <c>connection/model</c>.</param>
/// <param name="Route">Through whose hands it would come; null where unknown.</param>
/// <param name="Terms">The version of the terms that would apply, as <c>name@version</c>; null where none was named.</param>
/// <param name="Simulated">Whether no model would write it.</param>
public sealed record PlannedAnswer(string Connection, string Model, Route? Route, string? Terms, bool Simulated)
{
    /// <summary>Whether it may rest on what tools return, whose terms nobody knows before.</summary>
    public bool HasTools { get; init; }

    /// <summary>An answer of a seat.</summary>
    public static PlannedAnswer Of(SeatedModel seat) => new(seat.Connection, seat.Seat.Model.Name, seat.Route, seat.Terms, seat.Seat.Model.Simulated)
    {
        HasTools = seat.Seat.Settings?.HasTools == true,
    };

    /// <summary>An answer of a model through a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="model">The model as the provider calls it.</param>
    public static PlannedAnswer Of(Connection connection, string model) =>
        new(connection.Name, $"{connection.Name}/{model}", connection.RouteOf(model), connection.Terms, Simulated: false);
}
