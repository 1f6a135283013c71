using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Models.Rehearsal;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;

namespace Roundtable.Workspace.Panels;

/// <summary>Who takes the seats of a session: connected models, or the rehearsal where nothing is connected.</summary>
public static class Seating
{
    /// <summary>Sets the pace of rehearsal panelists in milliseconds an answer; used for demonstrations and tests.</summary>
    private const string PaceVariable = "ROUNDTABLE_REHEARSAL_PACE_MS";

    /// <summary>Seats a new session.</summary>
    public static async Task<Lineup> ResolveAsync(
        WorkspaceContext workspace,
        string? panel,
        IReadOnlyList<SeatPlan>? seats,
        string? moderator,
        SeatPlan wanted,
        bool mustBePriced,
        long seed,
        CancellationToken cancellation)
    {
        if (string.Equals(panel, PanelPlan.RehearsalName, StringComparison.Ordinal))
        {
            return Rehearse(workspace, seed);
        }

        var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
        var lineup = await Lineup.ResolveAsync(connections, panel, seats, moderator, wanted, mustBePriced, cancellation);
        return lineup.Rehearsal ? Rehearse(workspace, seed) : lineup;
    }

    /// <summary>Seats the models of a plan again, each with the settings that it had.</summary>
    public static async Task<Lineup> ResumeAsync(WorkspaceContext workspace, SessionPlan plan, CancellationToken cancellation)
    {
        if (plan.Panel.All(s => s.Model.Simulated))
        {
            var rehearsal = Rehearse(workspace, plan.Settings.Seed);
            return plan.Moderator is null ? rehearsal with { Moderator = null } : rehearsal;
        }

        string[] names = [.. plan.Panel.Select(s => s.Model.Name), .. plan.Moderator is null ? (string[])[] : [plan.Moderator.Name]];
        var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
        var lineup = await Lineup.ResolveAsync(connections, null, [.. names.Select(n => new SeatPlan(n))], null, null, false, cancellation);
        SeatedModel[] seats = [.. plan.Panel.Select((seat, i) => Again(connections, lineup.Seats[i], seat))];
        var moderator = plan.Moderator is null ? null : lineup.Seats[^1] with { Seat = Chair(plan.Moderator) };
        return new Lineup(seats, moderator, Rehearsal: false);
    }

    /// <summary>Seats the models of a run's plan again, each with the settings that it had.</summary>
    /// <param name="workspace">What is connected.</param>
    /// <param name="panel">The seats of the plan.</param>
    /// <param name="seed">The seed, for a rehearsal.</param>
    /// <param name="cancellation">Stops looking for models.</param>
    /// <exception cref="WorkspaceException">When a model is not known or not connected.</exception>
    public static async Task<IReadOnlyList<SeatedModel>> AgainAsync(
        WorkspaceContext workspace, IReadOnlyList<Seat> panel, long seed, CancellationToken cancellation)
    {
        if (panel.All(s => s.Model.Simulated))
        {
            var all = Rehearse(workspace, seed).Seats;
            return [.. panel.Select(s => all.First(r => r.Seat.Model.Name == s.Model.Name) with { Seat = s })];
        }

        var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
        var lineup = await Lineup.ResolveAsync(
            connections, null, [.. panel.Select(s => new SeatPlan(s.Model.Name))], panel[0].Model.Name, null, false, cancellation);
        return [.. panel.Select((seat, i) => Again(connections, lineup.Seats[i], seat))];
    }

    /// <summary>Seats the model of one seat of a plan again; the other seats' models need not be connected.</summary>
    /// <exception cref="WorkspaceException">When its model is not known or not connected.</exception>
    public static async Task<SeatedModel> SeatAgainAsync(WorkspaceContext workspace, SessionPlan plan, int seat, CancellationToken cancellation)
    {
        var wanted = plan.Panel[seat - 1];
        if (wanted.Model.Simulated)
        {
            return Rehearse(workspace, plan.Settings.Seed).Seats[seat - 1] with { Seat = wanted };
        }

        var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
        var lineup = await Lineup.ResolveAsync(connections, null, [new SeatPlan(wanted.Model.Name)], wanted.Model.Name, null, false, cancellation);
        return Again(connections, lineup.Seats[0], wanted);
    }

    /// <summary>A model in the seat that it had, with the tools that it had.</summary>
    private static SeatedModel Again(ConnectionSet connections, SeatedModel seated, Seat seat) => seated with
    {
        Seat = seat,
        Tools = seat.Settings?.Tools is { Count: > 0 } tools ? connections.Tools(tools) : null,
    };

    private static Seat Chair(ModelCard moderator) => new(1, "Moderator", moderator);

    private static Lineup Rehearse(WorkspaceContext workspace, long seed)
    {
        var answer = int.TryParse(workspace.Variable(PaceVariable), out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : workspace.RehearsalPace;
        return new Lineup(RehearsalPanel.Seats(seed, answer, workspace.Time), RehearsalPanel.Moderator(answer, workspace.Time), Rehearsal: true);
    }
}
