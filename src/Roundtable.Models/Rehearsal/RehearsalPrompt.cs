using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Models.Rehearsal;

/// <summary>What a simulated panelist reads from the prompt that a model would be sent.</summary>
/// <param name="Options">The options in the order shown; empty for an open question.</param>
/// <param name="Keys">Their keys.</param>
/// <param name="Arguments">For each argument shown, the option or position it stands for; null where it stands for none.</param>
/// <param name="Ranked">Whether a ranking is asked for.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Sample">The sample, from 1.</param>
internal sealed partial record RehearsalPrompt(
    IReadOnlyList<string> Options, IReadOnlyList<string> Keys, IReadOnlyList<string?> Arguments, bool Ranked, int Round, int Sample)
{
    /// <summary>Reads prompt and call name.</summary>
    public static RehearsalPrompt Read(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var text = messages.Last(m => m.Role == ChatRole.User).Text;
        var call = CallName().Match(options?.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.CallProperty) as string ?? "");
        var shown = OptionLine().Matches(text).ToList();
        return new RehearsalPrompt(
            [.. shown.Select(m => m.Groups[2].Value.Trim())],
            [.. shown.Select(m => m.Groups[1].Value)],
            [.. ArgumentLine().Matches(text).Select(m => ((Group[])[m.Groups[1], m.Groups[2]]).FirstOrDefault(g => g.Success)?.Value)],
            text.Contains("\"ranking\":", StringComparison.Ordinal),
            call.Success ? int.Parse(call.Groups[1].Value, CultureInfo.InvariantCulture) : 1,
            call.Success ? int.Parse(call.Groups[2].Value, CultureInfo.InvariantCulture) : 1);
    }

    [GeneratedRegex(@"^Option ([A-Z0-9-]+): (.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex OptionLine();

    [GeneratedRegex(
        @"^Argument \d+, from a member who answered (?:""(.*)"":|with the position[^\n]*:\n=====[^\n]*\nPosition: (.*)|[^\n]*:)$",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ArgumentLine();

    [GeneratedRegex(@"^r(\d+)\.s\d+\.k(\d+)\.", RegexOptions.NonBacktracking)]
    private static partial Regex CallName();
}
