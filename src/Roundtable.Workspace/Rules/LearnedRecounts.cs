using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Rules;

/// <summary>Applies learned rules to sessions: the options of the question are the classes, its seats the sources.</summary>
/// <param name="workspace">The data directory and its log.</param>
public sealed class LearnedRecounts(WorkspaceContext workspace)
{
    /// <summary>What the name of a learned rule follows where rules are named.</summary>
    public const string Prefix = "learned:";

    /// <summary>Labels the last round of a session.</summary>
    /// <param name="name">The rule's name, without <see cref="Prefix"/>.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">
    /// When there is no such rule, the session cannot be counted, or the rule does not fit: other options, other seats, or model versions that it was not
    /// learned from.
    /// </exception>
    public async Task<LearnedRecount> RecountAsync(string name, Session session, CancellationToken cancellation)
    {
        var stored = await new RuleStore(workspace).GetAsync(name, cancellation);
        if (VerdictCount.Problem(session.Question, session.Panel, session.Rounds, session.Clusterings, session.Rules) is { } damage)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"Session {session.Id} cannot be counted. {damage}");
        }

        if (session.Question.IsOpen || session.Rounds.Count == 0)
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"Session {session.Id} cannot be recounted by a learned rule: it has no {(session.Question.IsOpen ? "options" : "round")}.");
        }

        var ballots = session.Rounds[^1].Ballots;
        var names = session.Panel.ToDictionary(s => s.Number, s => s.Name);
        List<VoteSource> sources = [];
        await using (var log = await LogAccess.OpenReadOnlyAsync(workspace, cancellation))
        {
            foreach (var ballot in ballots)
            {
                var leaf = await RuleStore.LeafAt(log, ballot.Receipt.Leaf, cancellation);
                var seat = names[ballot.Seat];

                // A session from elsewhere names leaves of another log: what served it is then unknown, and the rule refuses.
                var served = leaf?.Session == session.Id ? leaf.Producer?.Served : null;
                sources.Add(new VoteSource(ballot.Sample == 1 ? seat : $"{seat}/{ballot.Sample}") { Seat = seat, Served = served });
            }
        }

        short[] votes = [.. ballots.Select(b => b.Choice is Choice.Vote vote ? (short)vote.Option : VoteTable.None)];
        var table = new VoteTable([session.Id], sources, session.Question.Options, votes);
        if (stored.Rule.Problem(table) is { } problem)
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"Session {session.Id} cannot be recounted by the learned rule '{stored.Name}'. {Neutralise.Line(problem)}");
        }

        var labels = stored.Rule.Apply(table);
        return new LearnedRecount(session, stored, labels.Of(0).ToArray(), labels.Leading(0), votes.Count(v => v != VoteTable.None));
    }
}
