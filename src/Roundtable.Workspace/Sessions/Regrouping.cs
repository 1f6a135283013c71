using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Sessions;

/// <summary>A person's correction of how the positions of an open question were grouped.</summary>
public static class Regrouping
{
    private const int MaxName = 200;

    /// <summary>
    /// The session with the position that the seat stated in the last round in the named cluster (a new one where there is none of that name), in every round
    /// and for every seat that stated the same, and counted again by the current rules: a session of format 1 becomes one of the current format. The
    /// moderator's minutes spoke of the old clusters: they are left out, and the new ones quote the ballots.
    /// </summary>
    /// <exception cref="WorkspaceException">When the question is not open, the name is empty, or the seat stated no position in the last round.</exception>
    public static Session Move(Session session, int seat, string to)
    {
        var round = session.Rounds[^1];
        if (!session.Question.IsOpen)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"Session {session.Id} has options; only the positions of an open question are grouped.");
        }

        if (to.Trim().Length is 0 or > MaxName || !to.Trim().EnumerateRunes().All(IsShown))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{Neutralise.Line(to)}' cannot name a cluster: give 1 to {MaxName} characters in one line, without control characters."));
        }

        var old = Groupings.Settle(session.Rounds, session.Clusterings)[^1];
        if (!old.Clusters.Any(c => c.Seats.Contains(seat)))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                string.Create(CultureInfo.InvariantCulture, $"Seat {seat} stated no position in round {round.Number}, so it belongs to no cluster."));
        }

        return Replay.Again(session with
        {
            Format = Session.CurrentFormat,
            Clusterings = Groupings.Reassign(session.Rounds, session.Clusterings, seat, to.Trim()),
            Drafts = [],
            ModeratorFailure = session.Moderator is null ? null : "A person regrouped the positions after they were written.",
        });
    }

    /// <summary>Whether a character shows itself: control characters, line separators and marks that turn the direction of text do not.</summary>
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        || rune.Value is 0x200C or 0x200D; // joiners belong to the spelling of some languages, and to emoji

    /// <summary>Logs the correction and closes the session again as it now is.</summary>
    /// <exception cref="IOException">When the log or the file cannot be written.</exception>
    public static async Task SaveAsync(
        Session session, int seat, string to, RecordLog log, SessionStore store, TimeProvider time, CancellationToken cancellation)
    {
        var document = CanonicalJson.Write(new JsonObject { ["round"] = session.Rounds[^1].Number, ["seat"] = seat, ["to"] = to.Trim() });
        var leaf = new Leaf
        {
            Kind = LeafKind.HumanContribution,
            Time = time.GetUtcNow(),
            Session = session.Id,
            Document = Digest.Of(document),
            Inputs = InputLeaves.Of(session.Rounds[^1].Ballots.Where(b => b.Seat == seat).Select(b => b.Receipt)),
            Simulated = session.Simulated,
        };
        await log.AppendAsync(leaf, [document], cancellation);
        await store.SaveAsync(log, session, cancellation);
    }
}
