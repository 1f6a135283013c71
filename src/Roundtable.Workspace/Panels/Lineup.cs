using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;

namespace Roundtable.Workspace.Panels;

/// <summary>Who sits at the table, each with the client that answers for it.</summary>
/// <param name="Seats">The panel; empty for a rehearsal, whose seats the rehearsal supplies.</param>
/// <param name="Moderator">Who writes the minutes, off the panel where there is a choice; null where there is none.</param>
/// <param name="Rehearsal">Whether nothing is connected, or the rehearsal was asked for.</param>
public sealed record Lineup(IReadOnlyList<SeatedModel> Seats, SeatedModel? Moderator, bool Rehearsal)
{
    /// <summary>How many seats a panel has that nobody named.</summary>
    private const int DefaultSeats = 5;

    /// <summary>How often the only model there is takes a seat.</summary>
    private const int SeatsOfOneModel = 3;

    /// <summary>Seats a panel.</summary>
    /// <param name="connections">What is connected.</param>
    /// <param name="panelName">A named panel, or null.</param>
    /// <param name="seats">Seats instead of a panel's, or null; the same model may sit twice.</param>
    /// <param name="moderator">The model that writes the minutes, instead of the panel's own or a chosen one; or null.</param>
    /// <param name="wanted">Settings for every seat: those of <paramref name="seats"/> go before them, those of a named panel after them.</param>
    /// <param name="mustBePriced">Whether only a moderator is chosen whose price is known.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceException">When the panel or a model is not known or not connected; the sentence says what to do.</exception>
    public static async Task<Lineup> ResolveAsync(
        ConnectionSet connections,
        string? panelName,
        IReadOnlyList<SeatPlan>? seats,
        string? moderator,
        SeatPlan? wanted,
        bool mustBePriced,
        CancellationToken cancellation)
    {
        if (panelName is not null && seats is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Give either --panel or --model: a panel brings its own models.");
        }

        var plan = seats is not null ? new PanelPlan("", seats, null, "--model", true)
            : (panelName ?? connections.DefaultPanel) is { } name ? name == PanelPlan.RehearsalName ? null : Named(connections, name)
            : Suggested(connections);
        if (plan is null)
        {
            return new Lineup([], null, Rehearsal: true);
        }

        List<SeatedModel> seated = [];
        foreach (var seat in plan.Seats)
        {
            var set = wanted is null ? seat
                : seats is not null ? seat.Or(wanted)
                : (wanted with { Model = seat.Model, Name = seat.Name, Persona = seat.Persona }).Or(seat);
            seated.Add(await SeatAsync(connections, set, seated, cancellation));
        }

        var chair = await ModeratorAsync(connections, plan with { Moderator = moderator ?? plan.Moderator }, seated, mustBePriced, cancellation);
        return new Lineup(seated, chair, Rehearsal: false);
    }

    private static PanelPlan Named(ConnectionSet connections, string name) =>
        connections.Panels.FirstOrDefault(p => p.Name == name) ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            $"There is no panel '{name}'{CloseName.Suggest(name, connections.Panels.Select(p => p.Name).Append(PanelPlan.RehearsalName))} 'roundtable "
                + $"panels' lists them.");

    /// <summary>
    /// The panel that is asked where nobody names one: one model of each vendor that is connected; models on this computer where
    /// there is nothing else; null where there is nothing.
    /// </summary>
    public static PanelPlan? Suggested(ConnectionSet connections)
    {
        var connected = connections.Connections.Where(c => c.IsConnected && c.Models.Count > 0).ToList();
        var away = connected.Where(c => !c.IsLocal).ToList();
        var candidates = (away.Count > 0 ? away : connected)
            .SelectMany(c => c.Models.Select((m, rank) => (Name: $"{c.Name}/{m}", Vendor: connections.Card(c, m).Vendor ?? m, Rank: rank))).ToList();
        List<string> chosen = [.. candidates.DistinctBy(c => c.Vendor, StringComparer.Ordinal).Take(DefaultSeats).Select(c => c.Name)];
        if (chosen.Count < SeatsOfOneModel)
        {
            chosen = [.. chosen.Concat(candidates.OrderBy(c => c.Rank).Select(c => c.Name)).Distinct(StringComparer.Ordinal).Take(SeatsOfOneModel)];
        }

        return chosen.Count switch
        {
            0 => null,
            1 => new PanelPlan("", [.. Enumerable.Repeat(new SeatPlan(chosen[0]), SeatsOfOneModel)], null, "found", true),
            _ => new PanelPlan("", [.. chosen.Select(m => new SeatPlan(m))], null, "found", true),
        };
    }

    private static async Task<SeatedModel> SeatAsync(ConnectionSet connections, SeatPlan plan, List<SeatedModel> before, CancellationToken cancellation)
    {
        var (connection, model) = await FindAsync(connections, plan.Model, cancellation);
        var wanted = plan.Name ?? model[(model.LastIndexOf('/') + 1)..];
        var name = wanted;
        for (var i = 2; before.Exists(s => s.Seat.Name == name); i++)
        {
            name = $"{wanted} {i}";
        }

        var settings = plan.Settings();
        if (settings is { SearchesOrFetches: true } && connection.WebTools is null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"{connection.Name} has no tool for searching or reading the web that is known, so that {connection.Name}/{model} cannot use one: seat it "
                    + "through openai, anthropic or openrouter, give it a tool server, or say 'web_tools' of the connection in roundtable.yaml.");
        }

        return Seated(
            connections,
            connection,
            model,
            new Seat(before.Count + 1, name, connections.Card(connection, model), plan.Persona, plan.Temperature, plan.MaxTokens, settings));
    }

    /// <summary>The one that the panel names; else a connected model that is not on it; else the first on it.</summary>
    private static async Task<SeatedModel?> ModeratorAsync(
        ConnectionSet connections, PanelPlan plan, List<SeatedModel> seats, bool mustBePriced, CancellationToken cancellation)
    {
        var seated = seats.Select(s => s.Seat.Model.Name).ToHashSet(StringComparer.Ordinal);
        var name = plan.Moderator ?? connections.Connections
            .Where(c => c.IsConnected)
            .OrderBy(c => c.IsLocal)
            .SelectMany(c => c.Models.Where(m => !mustBePriced || connections.Card(c, m).Price is not null).Select(m => $"{c.Name}/{m}"))
            .FirstOrDefault(m => !seated.Contains(m)) ?? seats[0].Seat.Model.Name;
        var (connection, model) = await FindAsync(connections, name, cancellation);
        return Seated(connections, connection, model, new Seat(1, "Moderator", connections.Card(connection, model)));
    }

    private static SeatedModel Seated(ConnectionSet connections, Connection connection, string model, Seat seat) =>
        new(seat, connections.Client(connection, model), connection.Name, connection.SupportsSchema ?? true)
        {
            Route = connection.RouteOf(model),
            Vision = connections.Vision(connection, model),
            Tools = seat.Settings?.Tools is { Count: > 0 } tools ? connections.Tools(tools) : null,
            Terms = connection.Terms,
        };

    private static async Task<(Connection Connection, string Model)> FindAsync(ConnectionSet connections, string name, CancellationToken cancellation)
    {
        if (connections.Student(name) is { } student)
        {
            return student;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || connections.Find(name[..slash]) is not { } connection)
        {
            // Without its provider a name still means something where only one connection lists it.
            var listed = connections.Connections.Where(c => c.IsConnected && c.Models.Contains(name, StringComparer.Ordinal)).ToList();
            return listed.Count == 1 ? (listed[0], name) : throw Unknown(connections, name);
        }

        var model = name[(slash + 1)..];
        if (connection.NotConnected is { } why)
        {
            throw new WorkspaceException(ErrorKind.Unavailable, $"{name} cannot be asked: {why}");
        }

        if (model.Length > 0 && connection.Models.Contains(model, StringComparer.Ordinal))
        {
            return (connection, model);
        }

        // Lists of providers are not whole: the provider itself is asked, and taken at the person's word where it does not tell.
        var all = await connections.ModelsOfAsync(connection, cancellation);
        return model.Length > 0 && (all is null || all.Contains(model, StringComparer.Ordinal))
            ? (connection, model)
            : throw new WorkspaceException(
                ErrorKind.NotFound,
                $"{connection.Name} has no model '{model}'{CloseName.Suggest(model, all ?? connection.Models)} 'roundtable models --all' lists what it has.");
    }

    private static WorkspaceException Unknown(ConnectionSet connections, string name) => new(
        ErrorKind.NotFound,
        $"There is no model '{name}'{CloseName.Suggest(name, connections.Connections.SelectMany(c => c.Models.Select(m => $"{c.Name}/{m}")))} Name it as "
            + $"provider/model; 'roundtable models' lists them.");
}
