using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Models.Vectors;
using Roundtable.Record.Wording;
using Roundtable.Watching.Findings;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Windows;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Vectors;
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

    /// <summary>The source of a report that was merged from shards with files of their own.</summary>
    public const string ShardSource = "shards";

    /// <summary>A report as JSON.</summary>
    public static JsonObject Of(WatchReport report)
    {
        var json = Of(report.Request, report.On, report.Result, report.Unread, report.Vectors);
        if (report.Leaf is { } leaf)
        {
            json["leaf"] = leaf;
        }

        return json;
    }

    /// <summary>What the traffic is read from.</summary>
    internal static string Source(WatchRequest request) => request.MergedSource ?? (request.File is { } file ? Path.GetFullPath(file) : "gateway");

    /// <summary>What the reference is read from.</summary>
    internal static string Reference(WatchRequest request) =>
        request.MergedReference ?? (request.Reference is { } reference ? Path.GetFullPath(reference) : "before");

    /// <summary>How traffic is watched.</summary>
    internal static JsonObject Settings(WatchSettings settings) => new()
    {
        ["seed"] = settings.Seed,
        ["windowPrompts"] = settings.WindowSize,
        ["falseAlarmRate"] = Number(settings.FalseAlarmRate),
        ["minPrompts"] = settings.MinPrompts,
        ["sketchBits"] = settings.SketchBits,
    };

    /// <summary>The same, read.</summary>
    /// <exception cref="WorkspaceException">When they are none.</exception>
    internal static WatchSettings Settings(JsonNode? json)
    {
        try
        {
            var settings = new WatchSettings
            {
                Seed = (int)json!["seed"]!,
                WindowSize = (int)json["windowPrompts"]!,
                FalseAlarmRate = (double)json["falseAlarmRate"]!,
                MinPrompts = (int)json["minPrompts"]!,
                SketchBits = (int)json["sketchBits"]!,
            };
            return settings is { WindowSize: >= 2, FalseAlarmRate: > 0 and < 0.5, MinPrompts: > 0, SketchBits: >= 10 and <= 26 } ? settings
                : throw new InvalidOperationException("A setting is out of range");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException or OverflowException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"A state of watching has settings that cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Windows as JSON.</summary>
    internal static JsonObject Windows(IReadOnlyList<TrafficWindow> windows)
    {
        var tested = windows.Where(w => w.P is not null).ToList();
        return new JsonObject
        {
            ["tested"] = tested.Count,
            ["untested"] = windows.Count - tested.Count,
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
        };
    }

    /// <summary>A report as JSON.</summary>
    internal static JsonObject Of(WatchRequest request, DateTimeOffset on, WatchResult result, long unread, SentenceModel? vectors = null)
    {
        var json = new JsonObject
        {
            ["format"] = Format,
            ["source"] = Source(request),
            ["reference"] = Reference(request),
            ["on"] = Time(on),
            ["by"] = request.By,
            ["settings"] = Settings(request.Settings),
            ["prompts"] = result.Prompts,
            ["callers"] = result.Callers,
            ["unread"] = unread,
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
            ["windows"] = Windows(result.Windows),
            ["resellers"] = Document.Array(
                result.Resellers,
                r => new JsonObject { ["caller"] = r.Caller, ["endUsers"] = (long)r.EndUsers, ["styles"] = r.Styles, ["finding"] = r.Finding.Id }),
            ["notice"] = Notice,
        };
        if (vectors is { } model)
        {
            json["settings"]!["vectors"] = SentenceModelJson.Of(model);
        }

        if (request.Since is { } since)
        {
            json["since"] = Time(since);
        }

        if (request.Until is { } until)
        {
            json["until"] = Time(until);
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
