using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>What may be done with what was said in a session: for each ballot and each use a ruling, as of today.</summary>
/// <param name="Rows">The ballots, those with the same rights together, in the order of the rounds.</param>
/// <param name="As">The organisation that it is ruled for; null where none is configured.</param>
public sealed record SessionRights(IReadOnlyList<BallotRights> Rows, string? As)
{
    /// <summary>The rights in a session.</summary>
    public static SessionRights Of(RegistryAccess access, Session session, Intent intent, CancellationToken cancellation)
    {
        List<Ballot> ballots = [.. session.Rounds.SelectMany(r => r.Ballots)];
        List<string> leaves = [.. ballots.Select(b => LogArtifacts.OfLeaf(b.Receipt.Leaf))];
        List<IReadOnlyList<Ruling>> byUse = [.. Enum.GetValues<Use>().Select(u => access.Judge.RuleEach(leaves, intent with { Use = u }, cancellation))];
        var groups = ballots.Select((b, i) => (Ballot: b, Rulings: (IReadOnlyList<Ruling>)[.. byUse.Select(r => r[i])]))
            .GroupBy(
                b => string.Join('\n', b.Rulings.Select(r => $"{r.Outcome}:{string.Join(',', r.Findings.Select(f => f.Ground.Key))}")), StringComparer.Ordinal);
        return new SessionRights(
            [
                .. groups.Select(g => new BallotRights(
                    [.. g.Select(b => b.Ballot.Id)],
                    [.. g.Select(b => session.Panel[b.Ballot.Seat - 1].Model.Name).Distinct(StringComparer.Ordinal)],
                    g.First().Rulings)),
            ],
            intent.As);
    }

    /// <summary>The rights in a session, for the organisation of the configuration; null where registry or log cannot be read.</summary>
    public static async Task<SessionRights?> TryOfAsync(
        WorkspaceContext workspace, WorkspaceReader reader, Session session, CancellationToken cancellation)
    {
        try
        {
            var access = await reader.OpenRegistryAsync(cancellation);
            return Of(access, session, await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation), cancellation);
        }
        catch (Exception e) when (e is IOException or WorkspaceException or Record.Storage.DamagedLogException)
        {
            return null;
        }
    }
}
