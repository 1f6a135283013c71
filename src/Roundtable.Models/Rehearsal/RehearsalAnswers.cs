using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Roundtable.Models.Rehearsal;

/// <summary>
/// What simulated panelists write in full, and what they say of each other's answers: sentences that are alike, that contradict each other, and that one
/// alone writes, so that a rehearsal shows each kind of point.
/// </summary>
internal static partial class RehearsalAnswers
{
    /// <summary>Every panelist writes it.</summary>
    public const string Reasons = "Whatever is chosen, write down why, so that it can be put right later.";

    /// <summary>One side of the contradiction.</summary>
    public const string Start = "Start now with the smallest step that can still be undone.";

    /// <summary>The other side.</summary>
    public const string Wait = "Do not start before those who bear the consequences have been asked.";

    /// <summary>Two panelists write it.</summary>
    public const string Measure = "Measure for a month what it costs on an ordinary day.";

    /// <summary>One panelist writes it.</summary>
    public const string Premise = "The question takes for granted that the same rule fits every case.";

    /// <summary>One panelist writes it, as a block of code.</summary>
    public const string Plan = "step: the smallest\nundo: within a day\nreview: after a month";

    /// <summary>The answer of a panelist.</summary>
    public static string For(RehearsalPart part) => "[Simulated] " + part switch
    {
        RehearsalPart.Steadfast => $"{Start} An ordinary day shows more than an argument does.\n\n- {Reasons}",
        RehearsalPart.Persuadable => $"{Start} As a plan:\n\n```yaml\n{Plan}\n```\n\n- {Measure}\n- {Reasons}",
        RehearsalPart.Dissenter => $"{Wait} Being cheap to correct is no comfort to the one who is wronged first.\n\n{Reasons}",
        RehearsalPart.Objector => $"{Premise} {Wait}\n\n{Reasons}",
        _ => $"Both ways name real costs, and neither says how large they are. {Measure}\n\n{Reasons}",
    };

    /// <summary>A review: answers with the panelist's own advice first, and an error in what it would not do.</summary>
    public static JsonObject Review(RehearsalPart part, string prompt)
    {
        var (own, other) = part is RehearsalPart.Dissenter or RehearsalPart.Objector ? (Wait, Start) : (Start, Wait);
        var shown = Shown(prompt);
        return new JsonObject
        {
            ["ranking"] = new JsonArray(
            [
                .. shown
                    .OrderBy(a => a.Words.Contains(own, StringComparison.Ordinal) ? 0 : a.Words.Contains(other, StringComparison.Ordinal) ? 2 : 1)
                    .ThenByDescending(a => a.Words.Length)
                    .Select(a => (JsonNode)a.Letter),
            ]),
            ["errors"] = new JsonArray(
            [
                .. shown
                    .Where(a => a.Words.Contains(other, StringComparison.Ordinal))
                    .Take(1)
                    .Select(a => (JsonNode)new JsonObject
                    {
                        ["answer"] = a.Letter,
                        ["quote"] = other,
                        ["why"] = "[Simulated] It weighs one kind of harm and leaves out the other.",
                    }),
            ]),
        };
    }

    /// <summary>The answers that a prompt shows under letters.</summary>
    public static IReadOnlyList<(string Letter, string Words)> Shown(string prompt) =>
        [.. Answer().Matches(prompt.ReplaceLineEndings("\n")).Select(m => (m.Groups["letter"].Value, m.Groups["words"].Value))];

    [GeneratedRegex(
        @"^Answer (?<letter>[A-Z]+):\n(?<fence>=====[^\n]*=====)\n(?<words>.*?)\n\k<fence>$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Answer();
}
