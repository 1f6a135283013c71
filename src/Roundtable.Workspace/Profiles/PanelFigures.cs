using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Search;

namespace Roundtable.Workspace.Profiles;

/// <summary>What all sessions together say about the models: each alone, how far they agree, and how many voices they amount to.</summary>
public sealed class PanelFigures
{
    private readonly Dictionary<(string, string), (int Same, int Pairs)> _pairs = [];

    private PanelFigures(IReadOnlyList<ModelFigures> models) => Models = models;

    /// <summary>The models, those that agree beside each other.</summary>
    public IReadOnlyList<ModelFigures> Models { get; private set; }

    /// <summary>How many sessions it was made from.</summary>
    public int Sessions { get; private init; }

    /// <summary>Whether it is made from rehearsals, since there is nothing else.</summary>
    public bool Simulated { get; private init; }

    /// <summary>How far different models agreed blind, over all closed questions that two of them or more answered.</summary>
    public SharedAgreement Blind { get; private set; } = new(0, 0, 0, 0);

    /// <summary>
    /// How many independent votes five votes of five of these models weigh as, measured today by the calculation that a verdict's independence was measured by
    /// on its day; null where too few questions were shared to measure it.
    /// </summary>
    public Independence? FiveToday =>
        Blind.Items >= IndependenceMeasure.MinSharedItems ? IndependenceMeasure.Of([1, 1, 1, 1, 1], Blind) : null;

    /// <summary>How often two models chose the same in the last round, and how often they could have.</summary>
    public (int Same, int Pairs) Agreement(string a, string b) => _pairs.GetValueOrDefault(Key(a, b));

    /// <summary>Sums up sessions; rehearsals only where there is nothing else.</summary>
    public static PanelFigures Of(IReadOnlyList<SessionSummary> all)
    {
        var real = all.Where(s => !s.Simulated).ToList();
        var sessions = real.Count > 0 ? real : all;
        var byModel = sessions.SelectMany(s => s.Seats.Select(seat => (Session: s, Seat: seat)))
            .GroupBy(p => ModelIdentity.Of(p.Seat.Model), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var titles = byModel.ToDictionary(m => m.Key, m => Title(m.Key, m.Value), StringComparer.Ordinal);
        var figures = new PanelFigures([.. byModel.Select(m => OfModel(titles[m.Key], m.Value))])
        {
            Sessions = sessions.Count,
            Simulated = real.Count == 0 && all.Count > 0,
        };
        foreach (var (a, b) in sessions.SelectMany(PairsOf))
        {
            if (a.Final is not null && b.Final is not null)
            {
                var key = Key(titles[ModelIdentity.Of(a.Model)], titles[ModelIdentity.Of(b.Model)]);
                var (was, of) = figures._pairs.GetValueOrDefault(key);
                figures._pairs[key] = (was + (a.Final == b.Final ? 1 : 0), of + 1);
            }
        }

        figures.Blind = SharedVotes.Measure(sessions).Agreement();
        var models = figures.Models.OrderByDescending(m => m.Sessions).ThenBy(m => m.Model, StringComparer.Ordinal);
        figures.Models = [.. AgreementOrder.Of([.. models], (a, b) => figures.Share(a.Model, b.Model))];
        return figures;
    }

    /// <summary>The share of the same choices; what was never compared counts as chance between two.</summary>
    private double Share(string a, string b) => Agreement(a, b) is { Pairs: > 0 } pair ? (double)pair.Same / pair.Pairs : 0.5;

    private static IEnumerable<(SeatFigures A, SeatFigures B)> PairsOf(SessionSummary session)
    {
        for (var i = 0; i < session.Seats.Count; i++)
        {
            for (var j = i + 1; j < session.Seats.Count; j++)
            {
                if (ModelIdentity.Of(session.Seats[i].Model) != ModelIdentity.Of(session.Seats[j].Model))
                {
                    yield return (session.Seats[i], session.Seats[j]);
                }
            }
        }
    }

    private static (string, string) Key(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    /// <summary>What a model is called: the one name under which it sat, or its identity where several connections reached it.</summary>
    private static string Title(string identity, List<(SessionSummary Session, SeatFigures Seat)> parts) =>
        parts.Select(p => p.Seat.Model).Distinct(StringComparer.Ordinal).ToList() is [var name] ? name : identity;

    private static ModelFigures OfModel(string model, List<(SessionSummary Session, SeatFigures Seat)> parts)
    {
        var sessions = parts.GroupBy(p => p.Session.Id, StringComparer.Ordinal).ToList();
        var debated = sessions.Where(s => s.First().Session.Rounds > 1).ToList();
        var costs = parts.Select(p => p.Seat.MicroDollars).OfType<long>().ToList();
        return new ModelFigures(
            model,
            [.. parts.Select(p => p.Seat.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            sessions.Count,
            debated.Count,
            debated.Count(s => s.Any(p => p.Seat.Moves > 0)),
            parts.Sum(p => p.Seat.Persuaded),
            parts.Sum(p => p.Seat.Refusals),
            [.. parts.SelectMany(p => p.Seat.DurationsMs)],
            costs.Count > 0 ? costs.Sum() : null,
            costs.Count == parts.Count)
        {
            Vendor = parts.Select(p => p.Seat.Vendor).FirstOrDefault(v => v is not null),
        };
    }
}
