using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Providers;
using Roundtable.Record.Storage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Search;

namespace Roundtable.Workspace.Profiles;

/// <summary>What the data directory says of models: in sessions, runs, benches and calls, and what may be done with their words.</summary>
/// <param name="workspace">The data directory.</param>
/// <param name="sessions">Its sessions.</param>
public sealed class ModelProfileService(WorkspaceContext workspace, SessionLibrary sessions)
{
    private volatile SessionsView? _view;
    private volatile RunsView? _runs;

    /// <summary>The figures of all models, and how far they agree.</summary>
    /// <exception cref="IOException">When session files cannot be written.</exception>
    public async Task<(PanelFigures Figures, Monoculture Monoculture)> SessionsAsync(CancellationToken cancellation)
    {
        var view = await ViewAsync(cancellation);
        return (view.Figures, view.Monoculture);
    }

    /// <summary>The identities of models that answered here, in sessions, runs and benches, each with the names under which it was reached.</summary>
    /// <exception cref="IOException">When session files cannot be written.</exception>
    public async Task<IReadOnlyList<(string Id, IReadOnlyList<string> Names)>> KnownAsync(CancellationToken cancellation)
    {
        var measured = Measured(cancellation);
        return
        [
            .. (await sessions.ModelsAsync(cancellation)).Concat(measured.Runs.Select(r => r.Name)).Concat(measured.Benches.Select(b => b.Name))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .GroupBy(ModelIdentity.Of, StringComparer.Ordinal).Where(g => g.Key.Length > 0).Select(g => (g.Key, (IReadOnlyList<string>)[.. g])),
        ];
    }

    /// <summary>One model.</summary>
    /// <param name="name">Its identity, or a name under which it is reached.</param>
    /// <param name="connections">What is connected.</param>
    /// <param name="calls">Its calls through the gateway, as far as whoever asks may see them; null where they are not to be counted.</param>
    /// <param name="log">The log where it is open already; null to open it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null where neither a session nor a run, a bench, a call or a connection knows it.</returns>
    public async Task<ModelProfile?> FindAsync(
        string name, ConnectionSet connections, CallFigures? calls, LogStore? log, CancellationToken cancellation)
    {
        var id = ModelIdentity.Of(name);
        if (id.Length == 0)
        {
            return null;
        }

        var view = await ViewAsync(cancellation);
        var figures = view.Figures.Models.FirstOrDefault(m => ModelIdentity.Of(m.Model) == id);
        var measured = Measured(cancellation);
        var runs = measured.Runs.Where(r => r.Model == id).ToList();
        var benches = measured.Benches.Where(b => b.Model == id).ToList();
        var connected = connections.Connections.SelectMany(c => c.Models.Select(m => $"{c.Name}/{m}")).Where(m => ModelIdentity.Of(m) == id).ToList();
        List<string> names =
        [
            .. connected.Concat(figures?.Names ?? []).Concat(runs.Select(r => r.Name)).Concat(calls?.Names ?? [])
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (names.Count == 0 && benches.Count == 0)
        {
            return null;
        }

        var seat = view.Seats.GetValueOrDefault(id);
        return new ModelProfile
        {
            Id = id,
            Vendor = seat?.Vendor ?? names.Select(ModelCatalogue.VendorOf).FirstOrDefault(v => v is not null),
            Family = seat?.Family,
            Simulated = figures is not null && view.Figures.Simulated,
            Routes = await RoutesAsync(names, connections, figures is not null && view.Figures.Simulated ? figures.Names : [], log, cancellation),
            Sessions = figures,
            Orders = view.Orders.GetValueOrDefault(id) ?? new OrderFlips(0, null),
            Peers = Peers(view.Monoculture, id),
            Blind = Blind(view.Monoculture, id),
            Runs = [.. runs.Select(r => r.Score)],
            Benches = [.. benches.Select(b => b.Score)],
            Calls = calls,
        };
    }

    private async Task<SessionsView> ViewAsync(CancellationToken cancellation)
    {
        var known = _view;
        var (stamp, read) = await sessions.SummariesAsync(known?.Stamp, cancellation);
        if (read is null)
        {
            return known!;
        }

        return _view = SessionsView.Of(stamp, read);
    }

    private RunsView Measured(CancellationToken cancellation)
    {
        var (known, stamp) = (_runs, MeasuredRuns.Stamp(workspace));
        return known?.Stamp == stamp ? known
            : _runs = new RunsView(stamp, MeasuredRuns.Runs(workspace, cancellation), MeasuredRuns.Benches(workspace));
    }

    private async Task<IReadOnlyList<ModelRoute>> RoutesAsync(
        IReadOnlyList<string> names, ConnectionSet connections, IReadOnlyList<string> simulated, LogStore? log, CancellationToken cancellation)
    {
        List<PlannedAnswer> answers = [.. names.Select(n => Answer(n, connections, simulated.Contains(n, StringComparer.Ordinal)))];
        IReadOnlyList<IReadOnlyList<Ruling>> rulings;
        try
        {
            rulings = await UseGate.RuleAsync(workspace, answers, Enum.GetValues<Use>(), cancellation, log);
        }
        catch (Exception e) when (e is IOException or WorkspaceException or DamagedLogException)
        {
            // Where registry or log cannot be read, nothing is ruled: that is shown as unknown, and unknown is not allowed.
            rulings = [.. names.Select(_ => (IReadOnlyList<Ruling>)[])];
        }

        return [.. names.Select((n, i) => new ModelRoute(n, Connection(n, connections) is { IsConnected: true }, rulings[i]))];
    }

    /// <summary>An answer by a route of today; of a connection that is gone nobody knows whose hands it passed through.</summary>
    private static PlannedAnswer Answer(string name, ConnectionSet connections, bool simulated) =>
        Connection(name, connections) is { } connection
            ? PlannedAnswer.Of(connection, name[(connection.Name.Length + 1)..])
            : new PlannedAnswer(Before(name), name, null, null, simulated);

    private static Connection? Connection(string name, ConnectionSet connections) => connections.Find(Before(name));

    private static string Before(string name) => name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? name[..at] : "";

    private static IReadOnlyList<PeerAgreement> Peers(Monoculture all, string id)
    {
        var place = Place(all, id);
        return place < 0 ? [] :
        [
            .. all.Models.Select((m, i) => (Model: m, Pair: i == place ? null : all.Pair(place, i))).Where(p => p.Pair is not null)
                .Select(p => new PeerAgreement(p.Model.Id, p.Model.Name, p.Model.Vendor, p.Pair!))
                .OrderBy(p => p.Blind.BeyondChance is null).ThenByDescending(p => p.Blind.BeyondChance ?? p.Blind.Share)
                .ThenBy(p => p.Id, StringComparer.Ordinal),
        ];
    }

    private static SharedAgreement? Blind(Monoculture all, string id)
    {
        var own = Place(all, id) is >= 0 and var place ? all.Pairs.Where(p => p.Key.A == place || p.Key.B == place).Select(p => p.Value).ToList() : [];
        var pairs = own.Sum(p => p.Items);
        return pairs == 0 ? null : new SharedAgreement(own.Max(p => p.Items), pairs, own.Sum(p => p.Same), own.Sum(p => p.Chance * p.Items) / pairs);
    }

    private static int Place(Monoculture all, string id) => all.Models.Select(m => m.Id).ToList().IndexOf(id);

    /// <summary>What runs and benches say, as of one state of their files.</summary>
    private sealed record RunsView(
        string Stamp, IReadOnlyList<(string Model, string Name, RunScore Score)> Runs, IReadOnlyList<(string Model, string Name, BenchScore Score)> Benches);

    /// <summary>What sessions say, as of one state of their index.</summary>
    private sealed record SessionsView(
        string Stamp,
        PanelFigures Figures,
        Monoculture Monoculture,
        IReadOnlyDictionary<string, SeatFigures> Seats,
        IReadOnlyDictionary<string, OrderFlips> Orders)
    {
        public static SessionsView Of(string stamp, IReadOnlyList<SessionSummary> all)
        {
            // Rehearsals only where there is nothing else, as in the figures.
            var real = all.Where(s => !s.Simulated).ToList();
            var counted = real.Count > 0 ? real : all;
            var seats = counted.SelectMany(s => s.Seats).GroupBy(s => ModelIdentity.Of(s.Model), StringComparer.Ordinal).ToList();
            return new SessionsView(
                stamp,
                PanelFigures.Of(all),
                Monoculture.Of(counted),
                seats.ToDictionary(g => g.Key, g => g.FirstOrDefault(s => s.Vendor is not null) ?? g.First(), StringComparer.Ordinal),
                seats.ToDictionary(g => g.Key, g => Flips([.. g.Select(s => s.OrderFlips).OfType<double>()]), StringComparer.Ordinal));
        }

        private static OrderFlips Flips(IReadOnlyList<double> rates) => new(rates.Count, rates.Count == 0 ? null : rates.Average());
    }
}
