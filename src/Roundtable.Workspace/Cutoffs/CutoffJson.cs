using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>A report of cut-offs as JSON: the document of its leaf. docs/cutoffs.md.</summary>
public static class CutoffJson
{
    /// <summary>What the document says it is.</summary>
    public const string Format = "roundtable-cutoff-audit/1";

    /// <summary>A report as JSON.</summary>
    public static JsonObject Of(CutoffReport report)
    {
        var json = new JsonObject
        {
            ["format"] = Format,
            ["organisation"] = report.Request.Organisation,
            ["on"] = Day(report.On),
            ["outcome"] = Kebab.Name(report.Outcome),
            ["total"] = report.Total,
            ["examined"] = new JsonObject(report.Examined.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value))),
            ["counts"] = Document.Array(
                report.Counts, c => new JsonObject { ["route"] = Kebab.Name(c.Route), ["vendor"] = c.Vendor, ["findings"] = c.Findings }),
            ["findings"] = Document.Array(report.Findings, Finding),
            ["questions"] = Document.Array(report.Questions, q => new JsonObject
            {
                ["kind"] = q.Kind,
                ["about"] = q.About,
                ["why"] = q.Why,
                ["count"] = q.Count,
                ["first"] = q.First,
            }),
            ["touched"] = Document.Array(report.Touched, Touched),
            ["notice"] = RulingText.NotAdvice,
        };
        Add(json, "vendor", report.Request.Vendor);
        Add(json, "since", report.Request.Since is { } since ? Day(since) : null);
        if (report.Leaf is { } leaf)
        {
            json["leaf"] = leaf;
        }

        return json;
    }

    private static JsonObject Finding(CutoffFinding finding)
    {
        var answer = finding.Answer;
        var json = new JsonObject
        {
            ["id"] = finding.Id,
            ["kind"] = finding.Kind,
            ["route"] = Kebab.Name(answer.Route),
            ["terms"] = Document.Array(answer.Terms, t => t),
            ["touched"] = Document.Array(finding.Touched, p => Document.Array(p, s => s)),
        };
        Add(json, "vendor", answer.Vendor);
        Add(json, "model", answer.Model);
        Add(json, "through", answer.Through);
        Add(json, "day", answer.Day is { } day ? Day(day) : null);
        Add(json, "bar", answer.Bar);
        Add(json, "barredFrom", answer.From is { } from ? Day(from) : null);
        Add(json, "session", finding.Session);
        return json;
    }

    private static JsonObject Touched(CutoffTouched touched)
    {
        var json = new JsonObject
        {
            ["id"] = touched.Id,
            ["findings"] = touched.Findings,
            ["path"] = Document.Array(touched.Path, p => p),
            ["remaining"] = touched.Remaining,
            ["of"] = touched.Of,
            ["counts"] = touched.CountsRows ? "rows" : "sources",
            ["remains"] = Document.Array(touched.Remains, r => new JsonObject { ["use"] = Kebab.Name(r.Use), ["outcome"] = Kebab.Name(r.Outcome) }),
        };
        if (touched.Without is { } without)
        {
            json["without"] = Document.Array(without, w => w);
        }

        return json;
    }

    private static void Add(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
