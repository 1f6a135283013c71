using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
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

        var rulings = await RuleAsync(workspace, [.. seats.Select(PlannedAnswer.Of)], uses, cancellation);
        List<(SeatedModel Seat, Ruling Ruling)> refused = [.. seats.Zip(rulings).SelectMany(r => r.Second.Where(o => !o.IsAllowed).Select(o => (r.First, o)))];
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

    /// <summary>Rules on answers that nobody has asked for yet, as if they were given today (UTC).</summary>
    /// <param name="workspace">The world.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="uses">What they are wanted for.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="log">The log where it is open already; null to open it.</param>
    /// <returns>For each answer the rulings on each use, in the orders given.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<Ruling>>> RuleAsync(
        WorkspaceContext workspace,
        IReadOnlyList<PlannedAnswer> answers,
        IReadOnlyList<Use> uses,
        CancellationToken cancellation,
        LogStore? log = null)
    {
        using var access = log is null
            ? await RegistryAccess.OpenAsync(workspace, cancellation)
            : await RegistryAccess.OverAsync(workspace, log, cancellation);
        var intent = await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation);
        List<IReadOnlyList<Ruling>> rulings = [];
        foreach (var answer in answers)
        {
            var judge = new Judge(access.Registry, new Planned(answer, intent.On, access.Artifacts));
            rulings.Add([.. uses.Select(u => judge.Rule(Planned.Id, intent with { Use = u }, cancellation))]);
        }

        return rulings;
    }

    private sealed class Planned(PlannedAnswer answer, DateOnly day, IArtifacts things) : IArtifacts
    {
        public const string Id = "planned";

        /// <summary>What the seat's tools would return.</summary>
        private const string ReturnedId = "planned-tools";

        private readonly Artifact _answer = new(Id, ArtifactKind.Output, $"an answer of {answer.Model}")
        {
            Producer = new Producer(answer.Connection, answer.Model, null, answer.Route),
            Terms = answer.Terms,
            Day = day,
            Simulated = answer.Simulated,
            Edges = answer.HasTools ? [new LineageEdge(EdgeKind.MadeWith, ReturnedId, false)] : [],
        };

        /// <summary>Which terms it will have, nobody knows before the tools are called.</summary>
        private readonly Artifact _returned = new(ReturnedId, ArtifactKind.Returned, $"what the tools of {answer.Model} would return") { Day = day };

        public Artifact Find(string id) => id switch
        {
            Id => _answer,
            ReturnedId => _returned,
            _ => things.Find(id),
        };
    }
}
