using System.Text.Json.Nodes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Sessions;

/// <summary>What replaying a session showed.</summary>
/// <param name="Session">The session.</param>
/// <param name="Differences">What in the document is not what its rounds give; empty where all of it is.</param>
/// <param name="AgainstLog">What in the document the log contradicts; empty where nothing is, null where the log does not know the session.</param>
public sealed record ReplayResult(SessionDocument Session, IReadOnlyList<string> Differences, IReadOnlyList<string>? AgainstLog)
{
    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<string> Problems => [.. Differences, .. AgainstLog ?? []];

    /// <summary>How many texts of seats were compared: ballots, or answers with reviews.</summary>
    public int Ballots => SpokenText.OfSeats(Session).Count();

    /// <summary>The result as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["session"] = Session.Id,
        ["ok"] = Problems.Count == 0,
        ["log"] = AgainstLog is null ? "unknown" : "checked",
        ["ballots"] = Ballots,
        ["problems"] = Document.Array(Problems, p => p),
    };
}
