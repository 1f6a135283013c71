using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.PanelModels;

/// <summary>How far a panel agrees, for programs and for people: docs/panels-as-models.md describes both.</summary>
public static class PanelSummary
{
    private const decimal MicroDollarsPerDollar = 1_000_000;

    /// <summary>One line: who answered, what is disputed, where to read it. Never more agreement than was counted.</summary>
    /// <param name="session">The session.</param>
    /// <param name="address">The address of its page.</param>
    public static string Line(FusedSession session, string address)
    {
        var answered = session.Given.Count;
        var distinct = session.Panel.Select(s => s.Model.Name).Distinct(StringComparer.Ordinal).Count() == session.Panel.Count;
        var disputed = Disputed(session);
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{answered} of {session.Panel.Count} {(distinct ? "models" : "seats")} answered"),
        };
        if (session.Fused.Kind is FusedKind.BestReviewed or FusedKind.FirstAnswer)
        {
            parts.Add($"this is the answer of {session.Fused.By} alone");
        }

        if (session.Comparison is not null)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{disputed} {(disputed == 1 ? "point" : "points")} disputed"));
        }

        return $"{(session.Simulated ? "Simulated. " : "")}{string.Join("; ", parts)}: {address}";
    }

    /// <summary>The extension field: everything that the answer rests on, with the members of the session's document under their own names.</summary>
    /// <param name="session">The session.</param>
    /// <param name="address">The address of its page.</param>
    public static JsonObject Extension(FusedSession session, string address)
    {
        var document = JsonNode.Parse(FusedSessionJson.Write(session))!.AsObject();
        var fused = Member(document, "fused")!.AsObject();
        foreach (var (sentence, index) in (fused["sentences"]?.AsArray() ?? []).Select((s, i) => (s!.AsObject(), i)))
        {
            sentence["support"]!["words"] = SupportText.Of(session.Fused.Sentences[index].Support);
        }

        return new JsonObject
        {
            ["session"] = session.Id,
            ["url"] = address,
            ["simulated"] = session.Simulated,
            ["summary"] = Line(session, address),
            ["answered"] = session.Given.Count,
            ["seats"] = new JsonArray([.. session.Panel.Select(s => new JsonObject { ["seat"] = s.Number, ["name"] = s.Name, ["model"] = s.Model.Name })]),
            ["absences"] = Member(document, "absences"),
            ["disputed"] = session.Comparison is null ? null : Disputed(session),
            ["comparison"] = Member(document, "comparison"),
            ["fused"] = fused,
            ["fields"] = Member(document, "fields"),
            ["calls"] = new JsonArray([.. Calls(session)]),
            ["cost"] = new JsonObject { ["usd"] = session.Spend.MicroDollars / MicroDollarsPerDollar, ["unpricedCalls"] = session.Spend.UnpricedCalls },
        };
    }

    /// <summary>The leaves of the log on which the answer rests: each answer, review and draft of the moderator, and each call of a tool.</summary>
    private static IEnumerable<JsonObject> Calls(FusedSession session)
    {
        foreach (var answer in session.Answers)
        {
            foreach (var tool in answer.Tools ?? [])
            {
                if (tool.Receipt is { } receipt)
                {
                    yield return Call("tool", answer.Seat, receipt);
                }
            }

            yield return Call("answer", answer.Seat, answer.Receipt);
        }

        foreach (var review in session.Reviews)
        {
            yield return Call("review", review.Seat, review.Receipt);
        }

        foreach (var draft in session.Drafts)
        {
            yield return Call("moderator", null, draft.Receipt);
        }
    }

    private static JsonObject Call(string kind, int? seat, Receipt receipt) =>
        new() { ["kind"] = kind, ["seat"] = seat, ["leaf"] = receipt.Leaf, ["hash"] = receipt.Hash.ToString() };

    private static int Disputed(FusedSession session) => session.Comparison?.Points.Count(p => p.Kind == PointKind.Contradiction) ?? 0;

    private static JsonNode? Member(JsonObject document, string name) => document[name]?.DeepClone();
}
