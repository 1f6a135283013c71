using Roundtable.Models.Rehearsal;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Students.Seats;

namespace Roundtable.Workspace.Connections;

/// <summary>Named panels: finds them, and adds and removes those that were added here rather than written into a configuration file.</summary>
/// <param name="workspace">The configuration.</param>
public sealed class PanelService(WorkspaceContext workspace)
{
    private static readonly PanelPlan _rehearsal = new(
        PanelPlan.RehearsalName,
        [.. RehearsalPanel.Seats(0, TimeSpan.Zero, TimeProvider.System).Select(s => new SeatPlan(s.Seat.Model.Name, s.Seat.Name))],
        RehearsalPanel.Moderator(TimeSpan.Zero, TimeProvider.System).Seat.Model.Name,
        "the program itself: they are simulated, and always there",
        false);

    /// <summary>The named panel; the rehearsal is always there.</summary>
    /// <exception cref="WorkspaceException">When there is none of that name.</exception>
    public static PanelPlan Get(ConnectionSet connections, string name) =>
        connections.Panels.Append(_rehearsal).FirstOrDefault(p => p.Name == name) ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            $"There is no panel '{Neutralise.Line(name)}'{CloseName.Suggest(name, connections.Panels.Append(_rehearsal).Select(p => p.Name))} "
                + "'roundtable panels' lists them.");

    /// <summary>Creates a panel, or replaces the one of this name that was added here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seats">Its seats, at least one; their models need not be connected now.</param>
    /// <param name="moderator">The model that writes the minutes; null to choose one that is connected.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="WorkspaceException">When the name is not accepted or taken, there is no seat, or a provider does not exist.</exception>
    public async Task<PanelPlan> SaveAsync(string name, IReadOnlyList<SeatPlan> seats, string? moderator, CancellationToken cancellation)
    {
        if (!PanelPlan.IsName(name))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"'{Neutralise.Line(name)}' cannot name a panel: use letters, digits, hyphens and underscores, and not '{PanelPlan.RehearsalName}'.");
        }

        if (seats.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"The panel '{name}' needs a seat.");
        }

        if (seats.Select(s => s.Problem()).FirstOrDefault(p => p is not null) is { } problem)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, problem);
        }

        var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
        if (connections.Panels.FirstOrDefault(p => p.Name == name && !p.IsOurs) is { } theirs)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"Panel '{name}' is defined in {theirs.Source}: change it there, or choose another name.");
        }

        foreach (var model in seats.Select(s => s.Model).Concat(moderator is null ? [] : [moderator]))
        {
            CheckProvider(connections, model);
        }

        var panel = new PanelPlan(name, seats, moderator, "", true);
        PanelFile.Write(PanelFile.ConfigDirectory(workspace.Variables), [.. connections.Panels.Where(p => p.IsOurs && p.Name != name), panel]);
        return panel;
    }

    /// <summary>Removes a panel that was added here.</summary>
    /// <exception cref="WorkspaceException">When there is none of that name, or it is defined in a configuration file.</exception>
    public async Task<PanelPlan> RemoveAsync(string name, CancellationToken cancellation)
    {
        var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
        var panel = Get(connections, name);
        if (!panel.IsOurs)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"Panel '{panel.Name}' is defined in {panel.Source}; remove it there.");
        }

        PanelFile.Write(PanelFile.ConfigDirectory(workspace.Variables), connections.Panels.Where(p => p.IsOurs && p != panel));
        return panel;
    }

    /// <summary>Why a seat's model cannot be asked now; null where it can.</summary>
    public static string? NotConnected(ConnectionSet connections, string model)
    {
        if (StudentConnection.IsSeat(model))
        {
            try
            {
                return connections.Student(model) is null ? "it names no student." : null;
            }
            catch (WorkspaceException e)
            {
                return e.Message;
            }
        }

        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && model[..slash] == RehearsalPanel.Connection ? null
            : slash < 1 || connections.Find(model[..slash]) is not { } connection ? "it names no connection." : connection.NotConnected;
    }

    /// <summary>A panel may name models that are not connected now; a provider that does not exist is a slip.</summary>
    private static void CheckProvider(ConnectionSet connections, string model)
    {
        if (StudentConnection.IsSeat(model))
        {
            _ = connections.Student(model);
            return;
        }

        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == model.Length - 1 || connections.Find(model[..slash]) is null)
        {
            var names = connections.Connections.Select(c => c.Name).ToList();
            var close = CloseName.Suggest(slash < 1 ? model : model[..slash], names);
            throw new WorkspaceException(
                ErrorKind.NotFound,
                $"'{Neutralise.Line(model)}' names no connection{close} Write provider/name, where the provider is one of {string.Join(", ", names)}.");
        }
    }
}
