using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Watching;

/// <summary>A report of watching as Markdown: the findings with their evidence, what else they may be, and how often the rules are wrong.</summary>
public static class WatchMarkdown
{
    private const int MaxShown = 20;

    /// <summary>A report, as its document has it.</summary>
    public static string Of(JsonObject report)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"# {Headline(report)}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Rates(report)}").AppendLine();
        foreach (var finding in report["findings"]!.AsArray().Select(f => f!.AsObject()))
        {
            Finding(text, finding);
        }

        var flagged = report["windows"]!["flagged"]!.AsArray();
        text.AppendLine("## Windows").AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{flagged.Count} of {report["windows"]!["tested"]} windows differ from the reference; {report["windows"]!["untested"]} had too few callers "
                + $"for a test.").AppendLine();
        if (report["settings"]!["vectors"] is { } model)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"Prompts were compared by sentence vectors of {Line(model["name"])} (SHA-256 {Line(model["digest"])[..12]}…) instead of hashed words.")
                .AppendLine();
        }

        foreach (var window in flagged.Take(MaxShown))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"- {window!["from"]} to {window["to"]}: {window["prompts"]} prompts of {window["callers"]} callers, p {window["p"]}");
        }

        foreach (var reseller in report["resellers"]!.AsArray().Take(MaxShown))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {Line(reseller!["caller"])} seems to ask for others: {reseller["endUsers"]} end users, {reseller["styles"]} ways of writing");
        }

        return text.AppendLine().Append((string?)report["notice"]).AppendLine().ToString();
    }

    /// <summary>What was found, in one line.</summary>
    public static string Headline(JsonObject report)
    {
        var grades = report["findings"]!.AsArray().GroupBy(f => (string)f!["grade"]!, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}");
        var found = report["findings"]!.AsArray().Count == 0 ? "No finding" : string.Join(", ", grades);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{found} among {(long)report["prompts"]!:N0} prompts of {(long)report["callers"]!:N0} "
                + $"callers{(report["leaf"] is { } leaf ? $" (leaf {leaf})" : "")}");
    }

    /// <summary>How often the rules are wrong, in a sentence.</summary>
    public static string Rates(JsonObject report)
    {
        var rates = report["rates"]!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"On the second half of the reference, taken for benign, {rates["falseCallers"]} of {(long)rates["callers"]!:N0} callers were in a finding "
                + $"above a notice (at most {(double)rates["callersAtMost"]!:P2} at 95 % confidence) and {rates["falseWindows"]} of {rates["windows"]} "
                    + $"windows were flagged (at most {(double)rates["windowsAtMost"]!:P2}). {(long)report["unread"]!:N0} prompts could not be looked at.");
    }

    /// <summary>One finding.</summary>
    public static string One(JsonObject finding)
    {
        var text = new StringBuilder();
        Finding(text, finding);
        return text.ToString();
    }

    private static string Templates(JsonObject finding) => (int)finding["templates"]! == 1 ? "one template" : $"{finding["templates"]} templates";

    private static void Finding(StringBuilder text, JsonObject finding)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"## {finding["id"]}: {finding["grade"]}").AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{(long)finding["prompts"]!:N0} prompts of {(long)finding["callers"]!:N0} callers with {Templates(finding)}, {finding["from"]} "
                + $"to {finding["to"]}; score {finding["score"]}.").AppendLine();
        foreach (var evidence in finding["evidence"]!.AsArray())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {Line(evidence!["text"])} (+{evidence["weight"]})");
        }

        text.AppendLine().AppendLine("It may also be:").AppendLine();
        foreach (var innocent in finding["innocent"]!.AsArray())
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"- {Line(innocent!["text"])}{((bool)innocent["keepsNotice"]! ? "; therefore it stays a notice" : "")}");
        }

        var accounts = finding["accounts"]!.AsArray();
        text.AppendLine().Append("Callers: ").AppendJoin(", ", accounts.Take(MaxShown).Select(a => $"{Line(a!["caller"])} ({a["prompts"]} of {a["of"]})"));
        text.AppendLine((long)finding["callers"]! > MaxShown ? $" and {(long)finding["callers"]! - MaxShown} more" : "").AppendLine();
    }

    private static string Line(JsonNode? node) => Neutralise.Line((string?)node ?? "");
}
