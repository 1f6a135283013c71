namespace Roundtable.Workspace.Search;

/// <summary>A session in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Opened">When it began, in UTC.</param>
/// <param name="Question">The question.</param>
/// <param name="Label">The verdict's label, in kebab-case; empty where nobody voted, since the question was answered in full.</param>
/// <param name="Headline">The result in a line.</param>
/// <param name="Models">The models that had a seat, each once, in the order of the seats.</param>
/// <param name="Simulated">Whether any words in it were simulated.</param>
/// <param name="Votes">The votes of its last round; for an answer in full the answers that count.</param>
/// <param name="Seats">The seats that were invited, whether they voted or not.</param>
/// <param name="Disputed">How many points of an answer in full are disputed; null for a session with votes.</param>
public sealed record SessionLine(
    string Id,
    DateTimeOffset Opened,
    string Question,
    string Label,
    string Headline,
    IReadOnlyList<string> Models,
    bool Simulated,
    int Votes,
    int Seats,
    int? Disputed = null);

/// <summary>Some of the sessions that were asked for, summed up.</summary>
/// <param name="Rows">The sessions, newest first, or best first where words were searched for; each with the words around what was found, or null.</param>
/// <param name="Total">How many there are without a limit.</param>
/// <param name="Models">The models that had a seat in any session, by name.</param>
public sealed record SessionOverview(IReadOnlyList<(SessionSummary Summary, string? Snippet)> Rows, int Total, IReadOnlyList<string> Models);

/// <summary>Some of the sessions that were asked for.</summary>
/// <param name="Rows">The sessions, newest first, or best first where words were searched for; each with where the words were found, or null.</param>
/// <param name="Total">How many there are without a limit.</param>
/// <param name="Unreadable">Session files that cannot be read; they pass no filter.</param>
public sealed record SessionRows(IReadOnlyList<(SessionLine Line, SearchHit? Hit)> Rows, int Total, IReadOnlyList<Sessions.StoredSession> Unreadable);
