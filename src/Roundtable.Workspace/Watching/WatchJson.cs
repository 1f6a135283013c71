using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Watching.Findings;
using Roundtable.Workspace.Documents;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// A report of watching as JSON: the document of its leaf. It has callers as the traffic names them, and no words of a prompt. docs/watch.md.
/// </summary>
public static class WatchJson
{
    /// <summary>What the document says it is.</summary>
    public const string Format = "roundtable-watch/1";

    /// <summary>The most callers of a finding that are listed.</summary>
    public const int MaxCallers = 100_000;

    /// <summary>What every report says of itself.</summary>
    public static string Notice { get; } = TLater(
        "It says what traffic looks like and accuses nobody: whoever asks in the same way for another reason looks the same. It names no culprit. A "
            + "person decides.");

    /// <summary>A report as JSON.</summary>
    public static JsonObject Of(WatchReport report)
    {
        var (request, result) = (report.Request, report.Result);
        var tested = result.Windows.Where(w => w.P is not null).ToList();
        var json = new JsonObject
        {
            ["format"] = Format,
            ["source"] = request.File is { } file ? Path.GetFullPath(file) : "gateway",
            ["reference"] = request.Reference is { } reference ? Path.GetFullPath(reference) : "before",
            ["on"] = Time(report.On),
            ["by"] = request.By,
            ["settings"] = new JsonObject
            {
                ["seed"] = request.Settings.Seed,
                ["windowPrompts"] = request.Settings.WindowSize,
                ["falseAlarmRate"] = Number(request.Settings.FalseAlarmRate),
                ["minPrompts"] = request.Settings.MinPrompts,
                ["sketchBits"] = request.Settings.SketchBits,
            },
            ["prompts"] = result.Prompts,
            ["callers"] = result.Callers,
            ["unread"] = report.Unread,
            ["referencePrompts"] = result.ReferencePrompts,
            ["referenceCallers"] = result.ReferenceCallers,
            ["rates"] = new JsonObject
            {
                ["callers"] = result.Rates.Callers,
                ["falseCallers"] = result.Rates.FalseCallers,
                ["callersAtMost"] = Number(result.Rates.CallersAtMost),
                ["windows"] = result.Rates.Windows,
                ["falseWindows"] = result.Rates.FalseWindows,
                ["windowsAtMost"] = Number(result.Rates.WindowsAtMost),
            },
            ["findings"] = Document.Array(result.Findings, Finding),
            ["windows"] = new JsonObject
            {
                ["tested"] = tested.Count,
                ["untested"] = result.Windows.Count - tested.Count,
                ["flagged"] = Document.Array(tested.Where(w => w.IsFlagged), w => new JsonObject
                {
                    ["number"] = w.Number,
                    ["from"] = Time(w.From),
                    ["to"] = Time(w.To),
                    ["prompts"] = w.Prompts,
                    ["callers"] = w.Callers,
                    ["discrepancy"] = Number(w.Discrepancy),
                    ["p"] = Number(w.P!.Value),
                }),
            },
            ["resellers"] = Document.Array(
                result.Resellers,
                r => new JsonObject { ["caller"] = r.Caller, ["endUsers"] = (long)r.EndUsers, ["styles"] = r.Styles, ["finding"] = r.Finding.Id }),
            ["notice"] = Notice,
        };
        if (request.Since is { } since)
        {
            json["since"] = Time(since);
        }

        if (report.Leaf is { } leaf)
        {
            json["leaf"] = leaf;
        }

        // As whoever reads the leaf has it: a number that was read is no int and no long.
        return JsonNode.Parse(json.ToJsonString())!.AsObject();
    }

    private static JsonObject Finding(WatchFinding finding) => new()
    {
        ["id"] = finding.Id,
        ["grade"] = Kebab.Name(finding.Grade),
        ["score"] = finding.Score,
        ["from"] = Time(finding.From),
        ["to"] = Time(finding.To),
        ["templates"] = finding.Templates,
        ["prompts"] = finding.Prompts,
        ["callers"] = finding.Callers.Count,
        ["accounts"] = Document.Array(
            finding.Callers.Take(MaxCallers), c => new JsonObject { ["caller"] = c.Name, ["prompts"] = c.Prompts, ["of"] = c.Of }),
        ["evidence"] = Document.Array(finding.Evidence, e => new JsonObject { ["kind"] = e.Kind, ["text"] = e.Text, ["weight"] = e.Weight }),
        ["innocent"] = Document.Array(finding.Innocent, i => new JsonObject { ["kind"] = i.Kind, ["text"] = i.Text, ["keepsNotice"] = i.Caps }),
        ["samples"] = Document.Array(
            finding.Samples, s => new JsonObject { ["at"] = s.Position, ["words"] = s.Whole.ToString("x16", CultureInfo.InvariantCulture) }),
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Six places are enough to read, and the same on every machine.
    private static double Number(double number) => Math.Round(number, 6);
}
