using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>
/// Asks for the ruling before a model is called: whoever wants answers for a use gets none that may not be used so. It fails closed:
/// what is not known is refused like what is denied.
/// </summary>
public static class UseGate
{
    /// <summary>Why a panel is refused; null where it is let through.</summary>
    /// <param name="workspace">The world.</param>
    /// <param name="seats">Everyone who would be called.</param>
    /// <param name="uses">What the answers are wanted for.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<UseRefusal?> CheckAsync(
        WorkspaceContext workspace, IReadOnlyList<SeatedModel> seats, IReadOnlyList<Use> uses, CancellationToken cancellation)
    {
        if (uses.Count == 0)
        {
            return null;
        }

        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intent = await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation);
        List<(SeatedModel Seat, Ruling Ruling)> refused = [];
        foreach (var seat in seats)
        {
            var things = new Planned(seat, intent.On, access.Artifacts);
            var judge = new Judge(access.Registry, things);
            refused.AddRange(uses.Select(u => judge.Rule(Planned.Id, intent with { Use = u }, cancellation)).Where(r => !r.IsAllowed).Select(r => (seat, r)));
        }

        if (refused.Count == 0)
        {
            return null;
        }

        var remaining = seats.Where(s => refused.TrueForAll(r => r.Seat != s)).Select(s => s.Seat.Model.Name).Distinct(StringComparer.Ordinal).ToList();
        var lines = refused.Select(
            r => $"  {r.Seat.Seat.Model.Name}, {Kebab.Name(r.Ruling.Intent.Use)}: {RulingText.Answer(r.Ruling.Outcome)}; {RulingReason.Of(r.Ruling)}")
            .Distinct(StringComparer.Ordinal);
        return new UseRefusal(
            refused.Exists(r => r.Ruling.Outcome == Outcome.Denied) ? ErrorKind.Denied : ErrorKind.Unsettled,
            $"Nothing was asked: not every answer may be used so.\n{string.Join('\n', lines)}\n"
                + (remaining.Count == 0 ? "None of the models remains." : $"What remains: {string.Join(", ", remaining)}.")
                + " 'roundtable registry' shows what the rulings rest on.",
            [.. refused.Select(r => r.Ruling)]);
    }

    /// <summary>An answer that a seat would give today.</summary>
    private sealed class Planned(SeatedModel seat, DateOnly day, IArtifacts things) : IArtifacts
    {
        public const string Id = "planned";

        /// <summary>What the seat's tools would return.</summary>
        private const string ReturnedId = "planned-tools";

        private readonly Artifact _answer = new(Id, ArtifactKind.Output, $"an answer of {seat.Seat.Model.Name}")
        {
            Producer = new Producer(seat.Connection, seat.Seat.Model.Name, null, seat.Route),
            Terms = seat.Terms,
            Day = day,
            Simulated = seat.Seat.Model.Simulated,
            Edges = seat.Seat.Settings?.HasTools == true ? [new LineageEdge(EdgeKind.MadeWith, ReturnedId, false)] : [],
        };

        /// <summary>Which terms it will have, nobody knows before the tools are called.</summary>
        private readonly Artifact _returned = new(ReturnedId, ArtifactKind.Returned, $"what the tools of {seat.Seat.Name} would return") { Day = day };

        public Artifact Find(string id) => id switch
        {
            Id => _answer,
            ReturnedId => _returned,
            _ => things.Find(id),
        };
    }
}
