using System.Diagnostics;
using Roundtable.Deliberation.Ballots;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>The texts of a session that words are searched for in, besides its question.</summary>
internal static class SearchedTexts
{
    /// <summary>Each text with where it stands, as <see cref="SearchHit.Where"/> names it.</summary>
    public static IEnumerable<(string Place, string Text)> Of(SessionDocument session) => session switch
    {
        SessionDocument.Voted voted => voted.Session.Rounds.SelectMany(r => r.Ballots).Select(b => (b.Id, Of(b))),
        _ => throw new UnreachableException("A document of another kind."),
    };

    private static string Of(Ballot ballot) => ballot.Choice switch
    {
        Choice.Position position => $"{position.Text}\n{ballot.Reasoning}",
        Choice.Objection objection => $"{objection.Why}\n{ballot.Reasoning}",
        Choice.Unparsed => ballot.Text,
        _ => ballot.Reasoning,
    };
}
