using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>The texts of a session that words are searched for in, besides its question.</summary>
internal static class SearchedTexts
{
    /// <summary>Each text with where it stands, as <see cref="SearchHit.Where"/> names it.</summary>
    public static IEnumerable<(string Place, string Text)> Of(SessionDocument session) => session is FusedSession fused
        ? Of(fused)
        : ((Session)session).Rounds.SelectMany(r => r.Ballots).Select(b => (b.Id, Of(b)));

    /// <summary>The fused answer as it is read, then what each seat wrote. An answer that stands as it is is searched once, where it was given.</summary>
    private static IEnumerable<(string Place, string Text)> Of(FusedSession session) =>
    [
        .. session.Fused.Seat is null && session.Text(withSupport: false) is { Length: > 0 } text ? [("answer", text)] : (IEnumerable<(string, string)>)[],
        .. session.Answers.Select(a => (a.Id, a.Words)),
        .. session.Reviews.SelectMany(r => r.Errors.Select(e => (SpokenText.ReviewId(r.Seat), e.Why))),
    ];

    private static string Of(Ballot ballot) => ballot.Choice switch
    {
        Choice.Position position => $"{position.Text}\n{ballot.Reasoning}",
        Choice.Objection objection => $"{objection.Why}\n{ballot.Reasoning}",
        Choice.Unparsed => ballot.Text,
        _ => ballot.Reasoning,
    };
}
