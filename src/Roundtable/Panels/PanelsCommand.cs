using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;

namespace Roundtable.Cli.Panels;

/// <summary><c>roundtable panels</c>: named panels.</summary>
internal static class PanelsCommand
{
    private static readonly Argument<string> _name = new("name") { Description = "The panel's name." };
    private static readonly Option<string[]> _models = new("--model", "-m") { Description = "A model to seat, as provider/name; give one for each seat.", HelpName = "NAME", Required = true };
    private static readonly Option<string?> _moderator = new("--moderator") { Description = "The model that writes the minutes.", HelpName = "NAME" };

    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "panels",
        "List the named panels; its verbs show, add and remove them.",
        [
            Verb.Create("list", "List the named panels.", [], ListAsync),
            Verb.Create("show", "Show a panel's seats, and whether they can be asked.", [_name], ShowAsync),
            Verb.Create("add", "Make a panel of these models, or put it in the place of the one of this name.", [_name, _models, _moderator], AddAsync),
            Verb.Create("remove", "Remove a panel that was added here.", [_name], RemoveAsync),
        ],
        ListAsync);

    private static async Task<int> ListAsync(Invocation invocation, CancellationToken cancellation)
    {
        var connections = await LoadAsync(invocation, cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(PanelJson.Of(connections.Panels).ToJsonString());
            return ExitCode.Ok;
        }

        foreach (var panel in connections.Panels)
        {
            var chosen = panel.Name == connections.DefaultPanel ? " (asked where none is named)" : "";
            await invocation.Out.WriteLineAsync($"{panel.Name}{chosen}: {Neutralise.Line(string.Join(", ", panel.Seats.Select(s => s.Model)))}");
        }

        await invocation.Out.WriteLineAsync($"{PanelPlan.RehearsalName}: five simulated panelists; always there");
        return ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellation)
    {
        var connections = await LoadAsync(invocation, cancellation);
        var panel = Find(connections, invocation.Parse.GetValue(_name)!);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(PanelJson.Of(panel).ToJsonString());
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync($"{panel.Name}, from {panel.Source}");
        foreach (var (seat, i) in panel.Seats.Select((s, i) => (s, i)))
        {
            var about = string.Concat(
                seat.Name is { } name ? $" as {name}" : "",
                seat.Persona is { } persona ? $", {persona}" : "",
                Unconnected(connections, seat.Model) is { } why ? $"; cannot be asked: {why}" : "");
            await invocation.Out.WriteLineAsync($"  {i + 1}. {Neutralise.Line(seat.Model + about)}");
        }

        await invocation.Out.WriteLineAsync($"  Minutes by {Neutralise.Line(panel.Moderator ?? "a connected model that is not on the panel, where there is one")}");
        return ExitCode.Ok;
    }

    private static async Task<int> AddAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetValue(_name)!;
        if (!PanelPlan.IsName(name))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"'{Neutralise.Line(name)}' cannot name a panel: use letters, digits, hyphens and underscores, and not '{PanelPlan.RehearsalName}'.");
        }

        var connections = await LoadAsync(invocation, cancellation);
        if (connections.Panels.FirstOrDefault(p => p.Name == name && !p.IsOurs) is { } theirs)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"The panel '{name}' stands in {theirs.Source}: change it there, or take another name.");
        }

        var models = invocation.Parse.GetValue(_models)!;
        var moderator = invocation.Parse.GetValue(_moderator);
        foreach (var model in models.Concat(moderator is null ? [] : [moderator]))
        {
            CheckName(connections, model);
        }

        var panel = new PanelPlan(name, [.. models.Select(m => new SeatPlan(m))], moderator, "", true);
        PanelFile.Write(PanelFile.ConfigDirectory(invocation.Workspace.Variables), [.. connections.Panels.Where(p => p.IsOurs && p.Name != name), panel]);
        await invocation.Out.WriteLineAsync(invocation.Json ? PanelJson.Of(panel).ToJsonString() : $"Added: 'roundtable ask … --panel {name}' asks it.");
        return ExitCode.Ok;
    }

    private static async Task<int> RemoveAsync(Invocation invocation, CancellationToken cancellation)
    {
        var connections = await LoadAsync(invocation, cancellation);
        var panel = Find(connections, invocation.Parse.GetValue(_name)!);
        if (!panel.IsOurs)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"The panel '{panel.Name}' stands in {panel.Source}: take it out there.");
        }

        PanelFile.Write(PanelFile.ConfigDirectory(invocation.Workspace.Variables), connections.Panels.Where(p => p.IsOurs && p != panel));
        await invocation.Out.WriteLineAsync(invocation.Json ? PanelJson.Of(panel).ToJsonString() : $"Removed {panel.Name}.");
        return ExitCode.Ok;
    }

    private static Task<ConnectionSet> LoadAsync(Invocation invocation, CancellationToken cancellation) =>
        ConnectionSet.LoadAsync(invocation.Workspace, cancellation);

    private static PanelPlan Find(ConnectionSet connections, string name) =>
        connections.Panels.FirstOrDefault(p => p.Name == name) ?? throw new WorkspaceException(
            ErrorKind.NotFound, $"There is no panel '{Neutralise.Line(name)}'{CloseName.Suggest(name, connections.Panels.Select(p => p.Name))} 'roundtable panels' lists them.");

    /// <summary>A panel may name models that are not connected now; a provider that does not exist is a slip.</summary>
    private static void CheckName(ConnectionSet connections, string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == model.Length - 1 || connections.Find(model[..slash]) is null)
        {
            var names = connections.Connections.Select(c => c.Name).ToList();
            throw new WorkspaceException(
                ErrorKind.NotFound,
                $"'{Neutralise.Line(model)}' names no connection{CloseName.Suggest(slash < 1 ? model : model[..slash], names)} Write provider/name, where the provider is one of {string.Join(", ", names)}.");
        }
    }

    private static string? Unconnected(ConnectionSet connections, string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return slash < 1 || connections.Find(model[..slash]) is not { } connection ? "it names no connection." : connection.NotConnected;
    }
}
