using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Models.Rehearsal;

/// <summary>
/// The simulated minute-taker of a rehearsal. It reads the prompt that a model would get and answers by rule: equal
/// positions belong together, sentences of ballots are quoted. What it writes is checked like any moderator's words.
/// </summary>
internal sealed partial class RehearsalModerator(TimeSpan pace, TimeProvider time) : IChatClient
{
    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = messages.Last(m => m.Role == ChatRole.User).Text;
        var call = options?.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.CallProperty) as string ?? "";
        if (RehearsalFusion.Answer(call, prompt) is { } fused)
        {
            await RehearsalSpeech.SpeakAsync(fused.ToJsonString(), pace, AnswerPart.Listener(options), time, cancellationToken);
            return Said(fused);
        }

        if (pace > TimeSpan.Zero)
        {
            await Task.Delay(pace, time, cancellationToken);
        }

        var answer = prompt.Contains("\"clusters\"", StringComparison.Ordinal) ? Group(prompt)
            : prompt.Contains("\"summary\"", StringComparison.Ordinal) ? Minutes(prompt)
            : new JsonObject { ["sentences"] = new JsonArray() };
        return Said(answer);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static ChatResponse Said(JsonObject answer) => new(new ChatMessage(ChatRole.Assistant, answer.ToJsonString()))
    {
        ModelId = "simulated-scribe",
        FinishReason = ChatFinishReason.Stop,
    };

    private static JsonObject Group(string prompt) => new()
    {
        ["clusters"] = new JsonArray(
        [
            .. PositionLine().Matches(prompt)
                .GroupBy(m => m.Groups[2].Value.Trim(), StringComparer.Ordinal)
                .Select(g => (JsonNode)new JsonObject
                {
                    ["name"] = g.Key,
                    ["members"] = new JsonArray([.. g.Select(m => (JsonNode)Number(m, 1))]),
                }),
        ]),
    };

    private static JsonObject Minutes(string prompt)
    {
        var ballots = BallotText().Matches(prompt)
            .Select(m => new Shown(m.Groups[1].Value, Number(m, 2), Number(m, 3), m.Groups[4].Success ? m.Groups[4].Value : null, m.Groups[5].Value))
            .ToList();
        var last = ballots.Max(b => b.Round);
        var final = ballots.Where(b => b.Round == last).ToList();
        JsonArray summary = [Sentence("{invited} were asked; after {rounds} there is {result}.", [.. final.Select(b => b.Id)])];
        foreach (var move in MoveLine().Matches(prompt).ToList())
        {
            var seat = Number(move, 1);
            var own = ballots.First(b => b.Seat == seat && b.Round == Number(move, 2)).Id;
            summary.Add(ballots.Find(b => b.Id == move.Groups[4].Value) is { } source
                ? Sentence($"{{seat:{seat}}} changed to {{option:{move.Groups[3].Value}}}, moved by an argument of {{seat:{source.Seat}}}.", [own, source.Id])
                : Sentence($"{{seat:{seat}}} changed to {{option:{move.Groups[3].Value}}}.", [own]));
        }

        foreach (var ballot in final.Where(b => b.Option is null && b.Text.Contains("takes for granted", StringComparison.Ordinal)))
        {
            summary.Add(Sentence($"{{seat:{ballot.Seat}}} objected: “{Reason(ballot)}”", [ballot.Id]));
        }

        return new JsonObject
        {
            ["summary"] = summary,
            ["arguments"] = new JsonArray(
            [
                .. ballots.Where(b => b.Option is not null)
                    .GroupBy(b => b.Option!, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => g.Last())
                    .Select(b => (JsonNode)new JsonObject
                    {
                        ["option"] = b.Option,
                        ["sentences"] = new JsonArray(Sentence($"{{seat:{b.Seat}}} argued: “{Reason(b)}”", [b.Id])),
                    }),
            ]),
        };
    }

    private static JsonObject Sentence(string text, string[] ballots) =>
        new() { ["text"] = text, ["ballots"] = new JsonArray([.. ballots.Select(b => (JsonNode)b)]) };

    /// <summary>What a panelist says after it has announced its choice.</summary>
    private static string Reason(Shown ballot)
    {
        var text = ballot.Text.Trim();
        var head = text.StartsWith("Position: ", StringComparison.Ordinal) || text.StartsWith("Objection: ", StringComparison.Ordinal);
        text = head && text.IndexOf("\n\n", StringComparison.Ordinal) is > 0 and var end ? text[(end + 2)..].TrimStart() : text;
        var after = text.IndexOf(". ", StringComparison.Ordinal);
        return after > 0 && text.StartsWith("[Simulated] I ", StringComparison.Ordinal) ? text[(after + 2)..] : text;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private sealed record Shown(string Id, int Seat, int Round, string? Option, string Text);

    [GeneratedRegex(@"^(\d+): (.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PositionLine();

    [GeneratedRegex(
        @"^Seat (\d+) changed in round (\d+) from [^\n]*? to option ([A-Z0-9-]+)(?:, moved by ([rsk.\d]+))?\.$",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex MoveLine();

    [GeneratedRegex(
        @"^(r[rsk.\d]+), seat (\d+) in round (\d+), (?:for option ([A-Z0-9-]+))?[^\n]*:\n=====[^\n]*\n((?:[^=\n][^\n]*\n|\n)*)=====",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex BallotText();
}
