using System.CommandLine;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Comparing;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;

namespace Roundtable.Cli.Panels;

/// <summary><c>roundtable panels</c>: named panels.</summary>
internal static class PanelsCommand
{
    private static readonly Argument<string> _name = new("name") { Description = "The panel's name." };
    private static readonly Argument<string> _other = new("other") { Description = "The panel that it is compared with." };
    private static readonly Option<string[]> _models = new("--model", "-m")
    {
        Description = "A model to seat, as provider/name; give one for each seat.",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<string?> _moderator = new("--moderator") { Description = "The model that writes the minutes.", HelpName = "NAME" };

    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "panels",
        "List the named panels; subcommands: show, compare, add, remove.",
        [
            Verb.Create("list", "List the named panels.", [], ListAsync),
            Verb.Create("show", "Show a panel's seats, and whether they can be asked.", [_name], ShowAsync),
            Verb.Create("compare", "Compare two panels: seats, settings and moderator.", [_name, _other], CompareAsync),
            Verb.Create("add", "Create or replace a panel.", [_name, _models, _moderator, .. SeatOptions.All], AddAsync),
            Verb.Create("remove", "Remove a panel that was added with 'panels add'.", [_name], RemoveAsync),
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
            var chosen = panel.Name == connections.DefaultPanel ? " (default)" : "";
            await invocation.Out.WriteLineAsync($"{panel.Name}{chosen}: {Neutralise.Line(string.Join(", ", panel.Seats.Select(s => s.Model)))}");
        }

        await invocation.Out.WriteLineAsync($"{PanelPlan.RehearsalName}: five simulated panelists; always there");
        return ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellation)
    {
        var connections = await LoadAsync(invocation, cancellation);
        var panel = PanelService.Get(connections, invocation.Parse.GetValue(_name)!);
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
                SettingsText.Of(seat) is { Length: > 0 } settings ? $" ({settings})" : "",
                PanelService.NotConnected(connections, seat.Model) is { } why ? $"; cannot be asked: {why}" : "");
            await invocation.Out.WriteLineAsync($"  {i + 1}. {Neutralise.Line(seat.Model + about)}");
        }

        await invocation.Out.WriteLineAsync(
            $"  Minutes by {Neutralise.Line(panel.Moderator ?? "a connected model that is not on the panel, where there is one")}");
        return ExitCode.Ok;
    }

    private static async Task<int> CompareAsync(Invocation invocation, CancellationToken cancellation)
    {
        var connections = await LoadAsync(invocation, cancellation);
        var (left, right) = (invocation.Parse.GetValue(_name)!, invocation.Parse.GetValue(_other)!);
        return await ComparisonView.WriteAsync(invocation, PanelComparison.Of(PanelService.Get(connections, left), PanelService.Get(connections, right)));
    }

    private static async Task<int> AddAsync(Invocation invocation, CancellationToken cancellation)
    {
        var settings = SeatOptions.Read(invocation.Parse);
        List<SeatPlan> seats = [.. invocation.Parse.GetValue(_models)!.Select(m => settings with { Model = m })];
        var panel = await new PanelService(invocation.Workspace).SaveAsync(
            invocation.Parse.GetValue(_name)!, seats, invocation.Parse.GetValue(_moderator), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? PanelJson.Of(panel).ToJsonString()
            : $"Added: 'roundtable ask … --panel {panel.Name}' asks it.");
        return ExitCode.Ok;
    }

    private static async Task<int> RemoveAsync(Invocation invocation, CancellationToken cancellation)
    {
        var panel = await new PanelService(invocation.Workspace).RemoveAsync(invocation.Parse.GetValue(_name)!, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? PanelJson.Of(panel).ToJsonString() : $"Removed {panel.Name}.");
        return ExitCode.Ok;
    }

    private static Task<ConnectionSet> LoadAsync(Invocation invocation, CancellationToken cancellation) =>
        ConnectionSet.LoadAsync(invocation.Workspace, cancellation);
}
