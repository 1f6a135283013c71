using System.Text.Json.Nodes;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Sessions;

/// <summary>Recounts as JSON.</summary>
public static class RecountJson
{
    /// <summary>A recount as JSON.</summary>
    public static JsonObject Of(string session, RecountResult result) => new()
    {
        ["session"] = session,
        ["rule"] = RecountRuleName.Of(result.Rule),
        ["options"] = Document.Array(result.Options, o => o),
        ["scores"] = Document.Array(result.Scores, s => s.ToString()),
        ["winners"] = Document.Array(result.Winners, w => w),
        ["label"] = result.Label is { } label ? Kebab.Name(label) : null,
        ["beatenBy"] = result.BeatenBy is { } beaten ? Document.Array(beaten, b => b) : null,
        ["invited"] = result.Invited,
        ["seats"] = result.Seats,
        ["counted"] = result.Counted,
        ["uncounted"] = Document.Array(result.Uncounted, u => new JsonObject { ["ballot"] = u.Ballot, ["why"] = u.Why }),
    };
}
