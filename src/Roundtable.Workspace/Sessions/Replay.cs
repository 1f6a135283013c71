using System.Text;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Sessions;

/// <summary>Makes a session's verdict and minutes again without a model, and holds what was said against the log.</summary>
public static class Replay
{
    /// <summary>
    /// The session with verdict and minutes computed from its rounds, groupings and drafts, by the rules of its format. How independent the votes are is read
    /// from its verdict: it was measured when that was made, and today's measure would be another.
    /// </summary>
    /// <exception cref="ArgumentException">When the rounds do not fit question and panel.</exception>
    public static Session Again(Session session)
    {
        var verdict = VerdictCount.Of(
            session.Question,
            session.Panel,
            session.Settings,
            session.Rounds,
            session.Clusterings,
            session.Stop,
            session.Verdict.Independence,
            session.Rules);
        var proceedings = new Proceedings(session.Question, session.Panel, session.Rounds, session.Clusterings, verdict, session.Rules);
        return session with
        {
            Verdict = verdict,
            Minutes = MinutesBuilder.Build(proceedings, session.Moderator?.Name, session.Drafts, session.ModeratorFailure),
        };
    }

    /// <summary>What in the document is not what its rounds give, byte for byte; empty where all of it is.</summary>
    public static IReadOnlyList<string> Differences(SessionDocument document) =>
        document is FusedSession fused ? FusedReplay.Problems(fused) : Differences((Session)document);

    private static List<string> Differences(Session session)
    {
        if (VerdictCount.Problem(session.Question, session.Panel, session.Rounds, session.Clusterings, session.Rules) is { } uncountable)
        {
            return [$"The verdict cannot be computed from the rounds: {uncountable}"];
        }

        var again = Again(session);
        var problems = new List<string>();
        if (!Same(session with { Minutes = again.Minutes }, again))
        {
            problems.Add("The verdict in the file is not the one that its ballots give.");
        }

        if (!Same(session with { Verdict = again.Verdict }, again))
        {
            problems.Add("The minutes in the file are not those that its ballots and drafts give.");
        }

        return problems;

        static bool Same(Session a, Session b) => SessionJson.Write(a).AsSpan().SequenceEqual(SessionJson.Write(b));
    }

    /// <summary>
    /// Holds the document, and each ballot and draft in it, against the log: the leaf that the receipt names, the digest
    /// of the text. Null where the log knows nothing of the session.
    /// </summary>
    public static async Task<IReadOnlyList<string>?> AgainstLogAsync(SessionDocument session, RecordLog log, CancellationToken cancellation)
    {
        var said = SpokenText.Of(session);
        var wanted = said.Select(s => s.Receipt.Leaf).ToHashSet();
        var leaves = new Dictionary<long, LoggedLeaf>();
        var outputs = new HashSet<Digest>();
        Digest? closed = null;
        await foreach (var logged in log.ReadAsync(0, cancellation))
        {
            if (wanted.Contains(logged.Index))
            {
                leaves[logged.Index] = logged;
            }

            if (string.Equals(logged.Leaf.Session, session.Id, StringComparison.Ordinal))
            {
                closed = logged.Leaf.Kind == LeafKind.SessionClosed ? logged.Leaf.Document : closed;
                if (logged.Leaf.Output is { } output)
                {
                    outputs.Add(output);
                }
            }
        }

        if (closed is not { } document)
        {
            return null;
        }

        var problems = said.SelectMany(s => Problems(s, session.Id, leaves.GetValueOrDefault(s.Receipt.Leaf), outputs)).ToList();
        var digest = Digest.Of(SessionDocumentJson.Write(session));
        if (digest != document)
        {
            problems.Add($"The file was edited: the digest of its document is {digest}, and the log closed the session with {document}.");
        }

        return problems;
    }

    private static IEnumerable<string> Problems(SpokenText said, string session, LoggedLeaf? logged, HashSet<Digest> outputs)
    {
        if (logged is null)
        {
            yield return $"The receipt of {said.What} names leaf {said.Receipt.Leaf}, which the log does not have.";
            yield break;
        }

        if (logged.Hash != said.Receipt.Hash)
        {
            yield return $"The receipt of {said.What} gives leaf {said.Receipt.Leaf} the hash {said.Receipt.Hash}; in the log it is {logged.Hash}.";
            yield break;
        }

        var leaf = logged.Leaf;
        if (leaf.Kind == LeafKind.ExternalTranscript)
        {
            // One leaf holds the whole transcript that the ballots were read from.
            if (leaf.Document != said.Receipt.Output)
            {
                yield return $"The receipt of {said.What} gives the digest {said.Receipt.Output}; the log has the transcript as {leaf.Document}.";
            }

            yield break;
        }

        if (!string.Equals(leaf.Session, session, StringComparison.Ordinal))
        {
            yield return $"The receipt of {said.What} names leaf {said.Receipt.Leaf}, which belongs to another session.";
        }

        if (leaf.Kind != LeafKind.ModelOutput || leaf.Output != said.Receipt.Output)
        {
            yield return $"The receipt of {said.What} gives the digest {said.Receipt.Output}; leaf {said.Receipt.Leaf} has the output "
                + $"{leaf.Output?.ToString() ?? "none"}.";
        }

        if (Digest.Of(Encoding.UTF8.GetBytes(said.Text)) is var text && text != said.Receipt.Output)
        {
            yield return $"The text of {said.What} was edited: its digest is {text}, and its receipt says {said.Receipt.Output}.";
        }

        if (said.RepairedFrom is { } first && !outputs.Contains(Digest.Of(Encoding.UTF8.GetBytes(first))))
        {
            yield return $"The first answer that {said.What} repairs is not on the log: no output of the session has the digest "
                + $"{Digest.Of(Encoding.UTF8.GetBytes(first))}.";
        }
    }
}
