using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Judging;

/// <summary>A part of a session that is ruled on and released by itself.</summary>
/// <param name="Id">How it is cited: <c>r1.s1</c>, <c>s1</c>, <c>answer</c>.</param>
/// <param name="Artifact">Its id among the artifacts of the log: <c>leaf:12</c>, <c>answer:…</c>.</param>
/// <param name="Models">The models that wrote it, each once.</param>
/// <param name="Sources">Where the outputs that it consists of stand in the log, at least one.</param>
/// <param name="Text">Its text, as it was recorded.</param>
public sealed record SessionPart(string Id, string Artifact, IReadOnlyList<string> Models, IReadOnlyList<Receipt> Sources, string Text)
{
    /// <summary>The id of the fused answer among the parts of its session.</summary>
    public const string Answer = "answer";

    /// <summary>The parts of a session, in order: the fused answer where there is one, then the texts of its seats.</summary>
    public static IReadOnlyList<SessionPart> Of(SessionDocument session) =>
        [.. session is FusedSession fused ? OfAnswer(fused) : [], .. SpokenText.OfSeats(session).Select(s => OfSeat(session, s))];

    /// <summary>What several parts are called, after their number.</summary>
    /// <param name="session">The session whose they are.</param>
    public static string Plural(SessionDocument session) => session is Session ? "ballots" : "parts";

    private static IEnumerable<SessionPart> OfAnswer(FusedSession session)
    {
        var sources = FusedSources.Of(session);
        var models = sources.Select(s => s.Seat == SpokenText.Moderator ? session.Moderator?.Name : session.Panel[s.Seat - 1].Model.Name).OfType<string>();
        return sources.Count == 0
            ? []
            :
            [
                new SessionPart(
                    Answer,
                    LogArtifacts.OfAnswer(session.Id),
                    [.. models.Distinct(StringComparer.Ordinal)],
                    [.. sources.Select(s => s.Receipt)],
                    session.Text(withSupport: true)),
            ];
    }

    private static SessionPart OfSeat(SessionDocument session, SpokenText spoken) => new(
        spoken.Id, LogArtifacts.OfLeaf(spoken.Receipt.Leaf), [session.Panel[spoken.Seat - 1].Model.Name], [spoken.Receipt], spoken.Text);
}
