using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Roundtable.Models.Rehearsal;

/// <summary>
/// The simulated moderator where panelists answer in full. It reads the prompt that a model would get, finds the sentences that it knows, and writes by rule;
/// what it writes is checked like any moderator's words.
/// </summary>
internal static partial class RehearsalFusion
{
    private const string Gap = "What it costs to change the decision later.";

    private static readonly (string Topic, string Kind, (string Claim, string Sentence)[] Sides)[] _points =
    [
        ("Reasons on paper", "same", [("Write down why.", RehearsalAnswers.Reasons)]),
        ("When to start", "contradiction",
        [
            ("Start at once with a small step.", RehearsalAnswers.Start),
            ("Ask those concerned before anything is started.", RehearsalAnswers.Wait),
        ]),
        ("Costs on an ordinary day", "same", [("Measure what it costs.", RehearsalAnswers.Measure)]),
        ("A plan in three lines", "same", [("A plan that can be undone.", RehearsalAnswers.Plan)]),
        ("The premise", "same", [("A rule may not fit every case.", RehearsalAnswers.Premise)]),
        (Gap, "missing", []),
    ];

    /// <summary>The answer to a call of this name; null where it is another kind of call.</summary>
    public static JsonObject? Answer(string call, string prompt) => call.Split('.')[0] switch
    {
        "scout" => Scout(prompt),
        "compare" when call.EndsWith("fix", StringComparison.Ordinal) => new JsonObject { ["quotes"] = new JsonArray() },
        "compare" => Compare(prompt),
        "fuse" when call.EndsWith("fix", StringComparison.Ordinal) => new JsonObject { ["sentences"] = new JsonArray() },
        "fuse" => Fuse(prompt),
        "fields" => new JsonObject
        {
            ["fields"] = new JsonArray(
                [.. FieldLine().Matches(prompt).Select((_, i) => (JsonNode)new JsonObject { ["field"] = i + 1, ["choice"] = 1 })]),
        },
        _ => null,
    };

    private static JsonObject Scout(string prompt)
    {
        var shown = RehearsalAnswers.Shown(prompt);
        string[] known = [RehearsalAnswers.Start, RehearsalAnswers.Wait, RehearsalAnswers.Measure];
        var said = shown.Select(a => Array.Find(known, k => a.Words.Contains(k, StringComparison.Ordinal)) ?? RehearsalAnswers.Reasons).ToList();
        return new JsonObject
        {
            ["conclusions"] = new JsonArray([.. shown.Select((a, i) => (JsonNode)new JsonObject { ["answer"] = a.Letter, ["quote"] = said[i] })]),
            ["same"] = said.Distinct(StringComparer.Ordinal).Count() == 1,
        };
    }

    private static JsonObject Compare(string prompt)
    {
        var shown = RehearsalAnswers.Shown(prompt);
        var points = new JsonArray();
        foreach (var (topic, kind, sides) in _points)
        {
            JsonArray found =
            [
                .. sides
                    .Select(s => (s.Claim, s.Sentence, Letters: shown.Where(a => a.Words.Contains(s.Sentence, StringComparison.Ordinal)).ToList()))
                    .Where(s => s.Letters.Count > 0)
                    .Select(s => (JsonNode)new JsonObject
                    {
                        ["claim"] = s.Claim,
                        ["quotes"] = new JsonArray([.. s.Letters.Select(a => (JsonNode)new JsonObject { ["answer"] = a.Letter, ["quote"] = s.Sentence })]),
                    }),
            ];
            if (found.Count > 0 || kind == "missing")
            {
                points.Add((JsonNode)new JsonObject { ["topic"] = topic, ["kind"] = found.Count == 1 ? "same" : kind, ["sides"] = found });
            }
        }

        return new JsonObject { ["points"] = points };
    }

    private static JsonObject Fuse(string prompt)
    {
        var sentences = new JsonArray();
        foreach (var match in PointLine().Matches(prompt.ReplaceLineEndings("\n")).ToList())
        {
            var (id, topic) = (match.Groups["id"].Value, match.Groups["topic"].Value);
            var point = Array.Find(_points, p => p.Topic == topic);
            var disputed = match.Groups["about"].Value.Contains("contradiction", StringComparison.Ordinal);
            if (topic == Gap)
            {
                sentences.Add((JsonNode)Sentence($"Left open: {char.ToLowerInvariant(Gap[0])}{Gap[1..]}", id, "paragraph"));
            }
            else if (point.Sides is [(_, RehearsalAnswers.Plan)])
            {
                sentences.Add((JsonNode)Sentence(RehearsalAnswers.Plan, id, "code"));
            }
            else
            {
                for (var side = 0; side < (point.Sides?.Length ?? 0); side++)
                {
                    var from = disputed ? $"{id}.{(char)('a' + side)}" : id;
                    if (disputed || match.Groups["claims"].Value.Contains(point.Sides![side].Claim, StringComparison.Ordinal))
                    {
                        sentences.Add((JsonNode)Sentence(point.Sides![side].Sentence, from, disputed ? "item" : "paragraph"));
                    }
                }
            }
        }

        return new JsonObject { ["sentences"] = sentences };
    }

    private static JsonObject Sentence(string text, string point, string form) => new JsonObject
    {
        ["text"] = text,
        ["points"] = new JsonArray(point),
        ["form"] = form,
        ["language"] = form == "code" ? "yaml" : null,
    };

    [GeneratedRegex(
        @"^(?<id>p\d+)(?<about> \([^)\n]*\))?: (?<topic>[^\n]*)\n(?<claims>(?:  [^\n]*\n)*)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PointLine();

    [GeneratedRegex(@"^Field \d+, ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex FieldLine();
}
