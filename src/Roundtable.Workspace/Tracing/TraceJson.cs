using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Tracing;

/// <summary>Traces as JSON.</summary>
public static class TraceJson
{
    /// <summary>What was searched and what was found.</summary>
    /// <param name="found">The collections.</param>
    /// <param name="members">What was found in corpora of which only hashes are here; null or empty where there are none.</param>
    /// <param name="canaries">The canaries in the text; null where none were looked for.</param>
    public static JsonObject Of(
        IReadOnlyList<TracedCollection> found, IReadOnlyList<TracedMember>? members = null, IReadOnlyList<OpenedCanary>? canaries = null)
    {
        var json = new JsonObject
        {
            ["looked"] = Document.Array(found, f => new JsonObject { ["collection"] = f.Name, ["texts"] = f.Texts }),
            ["found"] = Document.Array(found.SelectMany(f => f.Places), Of),
        };
        if (members is { Count: > 0 })
        {
            json["members"] = Document.Array(members, m => new JsonObject
            {
                ["corpus"] = m.Name,
                ["rows"] = m.Rows,
                ["equal"] = m.Found.IsEqual,
                ["words"] = m.Found.Words,
                ["wordsMatched"] = m.Found.Covered,
                ["matched"] = Document.Array(m.Passages, p => p),
            });
        }

        if (canaries is not null)
        {
            json["canaries"] = Document.Array(canaries, CanaryJson.Of);
        }

        return json;
    }

    private static JsonObject Of(TracedPlace place)
    {
        var hit = place.Hit;
        return new JsonObject
        {
            ["collection"] = hit.Collection,
            ["file"] = hit.File,
            ["row"] = hit.File is null ? null : hit.Row,
            ["leaf"] = hit.File is null ? hit.Row : null,
            ["call"] = place.Call,
            ["session"] = place.Session,
            ["seat"] = place.Seat,
            ["question"] = place.Question,
            ["equal"] = hit.IsEqual,
            ["contained"] = hit.IsContained,
            ["similarity"] = Math.Round(hit.Similarity, 4),
            ["words"] = hit.Runs.Count == 0 ? 0 : hit.Runs.Max(r => r.Length),
            ["wordsMatched"] = hit.IsEqual ? hit.Sought : hit.Covered,
            ["wordsSought"] = hit.Sought,
            ["matched"] = Document.Array(hit.Matched, m => m),
            ["origin"] = Kebab.Name(hit.Origin),
            ["model"] = hit.Model,
            ["simulated"] = hit.IsSimulated,
            ["labels"] = place.Labels is { } labels ? new JsonObject { ["run"] = labels.Run, ["leaf"] = labels.Leaf } : null,
        };
    }
}
