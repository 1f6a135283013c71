using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Roundtable.Models.Rehearsal;

/// <summary>The simulated moderator of answers in full: finds the known sentences in the answers that it is shown, and writes an answer of their claims.</summary>
internal static partial class RehearsalComparison
{
    /// <summary>What it answers; null where the call is none of these.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="prompt">The prompt.</param>
    public static JsonObject? Of(string call, string prompt) =>
        call.StartsWith("scout.", StringComparison.Ordinal) ? Scout(prompt)
        : call.StartsWith("compare.", StringComparison.Ordinal) ? Compare(prompt)
        : call.StartsWith("fuse.", StringComparison.Ordinal) ? Fuse(prompt)
        : null;

    private static JsonObject Scout(string prompt)
    {
        var answers = Shown(prompt);
        return new JsonObject
        {
            ["conclusions"] = new JsonArray([.. answers.Select(a => (JsonNode)Quote(a.Letter, RehearsalLine.All[0].Text))]),
            ["same"] = answers.Select(a => string.Join('\n', Lines(a.Text))).Distinct(StringComparer.Ordinal).Count() == 1,
        };
    }

    private static JsonObject Compare(string prompt)
    {
        var answers = Shown(prompt);
        JsonArray points = [];
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (var line in RehearsalLine.All.Where(l => answers.Exists(a => Lines(a.Text).Contains(l.Text))))
        {
            if (!done.Add(line.Text))
            {
                continue;
            }

            var against = RehearsalLine.All.FirstOrDefault(l => l.Text == line.Against && answers.Exists(a => Lines(a.Text).Contains(l.Text)));
            if (against is not null)
            {
                done.Add(against.Text);
            }

            points.Add(Point(
                line.Topic, against is null ? "same" : "contradiction", [Side(line, answers), .. against is null ? (JsonNode[])[] : [Side(against, answers)]]));
        }

        points.Add(Point(RehearsalLine.Missing, "missing", []));
        return new JsonObject { ["points"] = points };
    }

    private static JsonObject Fuse(string prompt)
    {
        JsonArray sentences = [];
        var (id, about, topic) = ("", "", "");
        foreach (var match in PointLine().Matches(prompt).ToList())
        {
            if (match.Groups["id"].Success)
            {
                (id, about, topic) = (match.Groups["id"].Value, match.Groups["about"].Value, match.Groups["text"].Value.Trim());
                if (about.Contains("own view", StringComparison.Ordinal))
                {
                    Add("[Simulated] It stays open: " + char.ToLowerInvariant(topic[0]) + topic[1..], id, "paragraph");
                }

                continue;
            }

            var side = match.Groups["side"].Value;
            Add(match.Groups["text"].Value.Trim(), side == "claim" ? id : side, side != "claim" ? "item" : sentences.Count == 0 ? "paragraph" : "prose");
        }

        return new JsonObject { ["sentences"] = sentences };

        void Add(string text, string point, string form) => sentences.Add(new JsonObject
        {
            ["text"] = text,
            ["points"] = new JsonArray(point),
            ["form"] = form,
            ["language"] = null,
        });
    }

    private static List<(string Letter, string Text)> Shown(string prompt) =>
        [.. RehearsalFullAnswer.Answers().Matches(prompt).Select(m => (m.Groups[1].Value, m.Groups[3].Value))];

    private static IEnumerable<string> Lines(string text) =>
        RehearsalLine.All.Select(l => l.Text).Where(l => text.Contains(l, StringComparison.Ordinal));

    private static JsonObject Point(string topic, string kind, JsonNode[] sides) =>
        new() { ["topic"] = topic, ["kind"] = kind, ["sides"] = new JsonArray(sides) };

    private static JsonObject Side(RehearsalLine line, List<(string Letter, string Text)> answers) => new()
    {
        ["claim"] = line.Text,
        ["quotes"] = new JsonArray([.. answers.Where(a => Lines(a.Text).Contains(line.Text)).Select(a => (JsonNode)Quote(a.Letter, line.Text))]),
    };

    private static JsonObject Quote(string letter, string text) => new() { ["answer"] = letter, ["quote"] = text };

    [GeneratedRegex(
        @"^(?:(?<id>p[0-9]+)(?<about> \([^)\n]*\))?|  (?<side>p[0-9]+\.[a-z]|claim)): (?<text>[^\n]+)$",
        RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PointLine();
}
