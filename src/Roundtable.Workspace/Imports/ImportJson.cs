using System.Text.Json.Nodes;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Imports;

/// <summary>The results of an import as JSON, the same from the command line and over HTTP: one document.</summary>
public static class ImportJson
{
    /// <summary>The document.</summary>
    public static JsonObject Of(IReadOnlyList<ImportResult> results)
    {
        var sessions = results.SelectMany(r => r.Sessions).ToList();
        return new JsonObject
        {
            ["sources"] = Document.Array(results, Source),
            ["notRead"] = results.Count(r => r.Error is not null),
            ["discrepancies"] = sessions.Sum(s => s.Discrepancies?.Count ?? 0),
            ["claims"] = new JsonObject
            {
                ["made"] = sessions.Sum(s => s.Claims?.Made ?? 0),
                ["checked"] = sessions.Sum(s => s.Claims?.Checked ?? 0),
            },
        };
    }

    private static JsonObject Source(ImportResult result) => new()
    {
        ["source"] = result.Name,
        ["status"] = Kebab.Name(result.Status),
        ["error"] = result.Error,
        ["sessions"] = Document.Array(result.Sessions, s => Session(s, result.Status)),
    };

    private static JsonObject Session(Session session, ImportStatus status) => new()
    {
        ["id"] = status == ImportStatus.Checked ? null : session.Id,
        ["importedFrom"] = session.ImportedFrom,
        ["question"] = session.Question.Text,
        ["headline"] = VerdictText.Headline(session.Verdict.Final, session.Verdict.Options),
        ["options"] = Document.Array(session.Question.Options, o => o),
        ["positions"] = session.Question.IsOpen ? Document.Array(session.Verdict.Options, o => o) : null,
        ["votes"] = Document.Array(session.Verdict.Final.Votes, v => v),
        ["ballots"] = Document.Array(session.Rounds.SelectMany(r => r.Ballots), b => Ballot(session, b)),
        ["discrepancies"] = Document.Array(session.Discrepancies ?? [], d => d),
        ["claims"] = session.Claims is { } claims
            ? new JsonObject { ["made"] = claims.Made, ["checked"] = claims.Checked, ["notChecked"] = Document.Array(claims.NotChecked, c => c) }
            : null,
    };

    private static JsonObject Ballot(Session session, Ballot ballot) => new()
    {
        ["seat"] = ballot.Seat,
        ["model"] = session.Panel[ballot.Seat - 1].Name,
        ["choice"] = ballot.Choice switch
        {
            Choice.Vote vote => session.Question.Options[vote.Option],
            Choice.Position position => position.Text,
            Choice.Abstention => "abstention",
            _ => null,
        },
        ["notRead"] = ballot.Choice is Choice.Unparsed unparsed ? unparsed.Error : null,
    };
}
