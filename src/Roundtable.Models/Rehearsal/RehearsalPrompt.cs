using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Models.Rehearsal;

/// <summary>What a simulated panelist reads from the prompt that a model would be sent.</summary>
/// <param name="Options">The options in the order shown; empty for an open question.</param>
/// <param name="Arguments">For each argument shown, the words of the answer it stands for.</param>
/// <param name="Ranked">Whether a ranking is asked for.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Sample">The sample, from 1.</param>
internal sealed partial record RehearsalPrompt(
    IReadOnlyList<string> Options, IReadOnlyList<string> Arguments, bool Ranked, int Round, int Sample)
{
    /// <summary>Reads prompt and call name.</summary>
    public static RehearsalPrompt Read(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var text = messages.Last(m => m.Role == ChatRole.User).Text;
        var call = CallName().Match(options?.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.CallProperty) as string ?? "");
        return new RehearsalPrompt(
            [.. OptionLine().Matches(text).Select(m => m.Groups[1].Value.Trim())],
            [.. ArgumentLine().Matches(text).Select(m => m.Groups[1].Value)],
            text.Contains("\"ranking\":", StringComparison.Ordinal),
            call.Success ? int.Parse(call.Groups[1].Value, CultureInfo.InvariantCulture) : 1,
            call.Success ? int.Parse(call.Groups[2].Value, CultureInfo.InvariantCulture) : 1);
    }

    [GeneratedRegex(@"^Option \d+: (.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex OptionLine();

    [GeneratedRegex(@"^Argument \d+, from a member who answered (.+):$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ArgumentLine();

    [GeneratedRegex(@"^r(\d+)\.s\d+\.k(\d+)\.", RegexOptions.NonBacktracking)]
    private static partial Regex CallName();
}
