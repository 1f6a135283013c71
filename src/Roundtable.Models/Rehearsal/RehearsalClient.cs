using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Models.Rehearsal;

/// <summary>Answers for one simulated panelist, from a script and a seed. It reads the same prompt that a model would get.</summary>
internal sealed class RehearsalClient(RehearsalPart part, long seed, TimeSpan pace, TimeProvider time) : IChatClient
{
    private const string Mark = "[Simulated]";

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = RehearsalPrompt.Read(messages, options);
        var call = options?.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.CallProperty) as string ?? "";
        var answer = Label(options) ?? InFull(call, messages) ?? (prompt.Options.Count == 0 ? Open(prompt) : Closed(prompt)).ToJsonString();
        var wait = pace * (0.5 + new SeededRandom(seed, $"pace/{part}/{prompt.Round}").NextUnit());
        await RehearsalSpeech.SpeakAsync(answer, wait, AnswerPart.Listener(options), time, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer))
        {
            ModelId = $"simulated-{part}".ToLowerInvariant(),
            FinishReason = ChatFinishReason.Stop,
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
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

    /// <summary>A label by a codebook, which is asked for by a schema of its own; null where something else is.</summary>
    private string? Label(ChatOptions? options) =>
        options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }
        && schema.TryGetProperty("properties", out var members) && members.TryGetProperty("label", out _)
            ? RehearsalJson.For(schema, part)?.ToJsonString()
            : null;

    /// <summary>An answer in full, in Markdown or by the schema that the prompt ends with, or a review; null where a ballot is asked for.</summary>
    private string? InFull(string call, IEnumerable<ChatMessage> messages)
    {
        const string Schema = "JSON Schema of the answer:";
        var text = messages.First(m => m.Role == ChatRole.User).Text;
        return call.StartsWith("review.", StringComparison.Ordinal) ? RehearsalAnswers.Review(part, text).ToJsonString()
            : !call.StartsWith("answer.", StringComparison.Ordinal) ? null
            : text.LastIndexOf(Schema, StringComparison.Ordinal) is >= 0 and var at
                ? RehearsalJson.For(JsonElement.Parse(text[(at + Schema.Length)..]), part)?.ToJsonString() ?? "null"
            : RehearsalAnswers.For(part);
    }

    private JsonObject Closed(RehearsalPrompt prompt)
    {
        // Every panelist sees another order; the cast agrees on who argues for what by the options' own words.
        var sorted = prompt.Options.Order(StringComparer.Ordinal).ToList();
        var order = new SeededRandom(seed, "rehearsal").Order(sorted.Count);
        var (first, second) = (sorted[order[0]], sorted[order[1]]);
        var choice = Choose(prompt, first, second);
        var answer = new JsonObject
        {
            ["reasoning"] = Reasoning(prompt, choice, first, second),
            ["choice"] = choice is null ? Declined(prompt) : Key(prompt, choice),
        };
        if (choice is not null)
        {
            string[] acceptable = [choice, part is RehearsalPart.Persuadable ? first : choice];
            answer["acceptable"] = new JsonArray([.. acceptable.Distinct(StringComparer.Ordinal).Select(o => (JsonNode)Key(prompt, o))]);
        }

        if (choice is not null && prompt.Ranked)
        {
            var rest = sorted.Where(o => o != choice).OrderBy(o => o == first ? 0 : o == second ? 1 : 2);
            answer["ranking"] = new JsonArray([.. rest.Prepend(choice).Select(o => (JsonNode)Key(prompt, o))]);
        }

        return Finish(answer, prompt, choice, first);
    }

    private JsonObject Open(RehearsalPrompt prompt)
    {
        const string First = "Take the smallest step that can still be undone.";
        const string Second = "Ask the people who will live with the answer.";
        var choice = Choose(prompt, First, Second);
        var answer = new JsonObject
        {
            ["reasoning"] = Reasoning(prompt, choice, First, Second),
            ["choice"] = choice is null ? Declined(prompt) : "answer",
            ["position"] = choice,
        };
        return Finish(answer, prompt, choice, First);
    }

    private JsonObject Finish(JsonObject answer, RehearsalPrompt prompt, string? choice, string first)
    {
        if (prompt.Round > 1)
        {
            var moved = prompt.Round == 2 && part is RehearsalPart.Persuadable or RehearsalPart.Undecided;
            answer["moved_by"] = moved ? Argument(prompt, first, for_: true) : null;
            answer["answers"] = !moved && choice is not null ? Argument(prompt, choice, for_: false) : null;
        }

        answer["objection"] = part is RehearsalPart.Objector
            ? $"{Mark} It takes for granted that one answer fits every case, and it does not say for whom."
            : null;
        answer["confidence"] = Math.Round(0.55 + (0.4 * new SeededRandom(seed, $"confidence/{part}/{prompt.Round}").NextUnit()), 2);
        return answer;
    }

    private string? Choose(RehearsalPrompt prompt, string first, string second) => part switch
    {
        RehearsalPart.Steadfast => first,
        RehearsalPart.Persuadable => prompt.Round == 1 ? second : first,
        RehearsalPart.Dissenter => prompt.Sample % 2 == 0 ? first : second,
        RehearsalPart.Undecided => prompt.Round == 1 ? null : first,
        _ => null,
    };

    private string Declined(RehearsalPrompt prompt) =>
        part == RehearsalPart.Objector ? "object" : prompt.Round >= 1 ? "abstain" : "object";

    private static string Key(RehearsalPrompt prompt, string option) => prompt.Keys[prompt.Options.ToList().IndexOf(option)];

    private static JsonNode? Argument(RehearsalPrompt prompt, string words, bool for_)
    {
        for (var i = 0; i < prompt.Arguments.Count; i++)
        {
            if (prompt.Arguments[i] is { } said && string.Equals(said, words, StringComparison.Ordinal) == for_)
            {
                return i + 1;
            }
        }

        return null;
    }

    private string Reasoning(RehearsalPrompt prompt, string? choice, string first, string second) => $"{Mark} " + (part, prompt.Round) switch
    {
        (RehearsalPart.Steadfast, 1) =>
            $"I choose \"{choice}\". What counts is what happens on an ordinary day, and on an ordinary day this is the answer that costs least to keep "
            + "and least to correct.",
        (RehearsalPart.Steadfast, _) =>
            $"I stay with \"{choice}\". The case for \"{second}\" rests on rare events; a rule for rare events should not govern common ones.",
        (RehearsalPart.Persuadable, 1) =>
            $"I lean to \"{choice}\". When a choice is hard to take back, I would rather err on the side that leaves more room later.",
        (RehearsalPart.Persuadable, _) =>
            $"I change to \"{choice}\". The point about ordinary days moved me: what I feared is rare, and it can be put right when it happens.",
        (RehearsalPart.Dissenter, 1) =>
            $"I choose \"{choice}\". Those who bear the consequences are not the ones who were asked, and that alone should make us slow.",
        (RehearsalPart.Dissenter, _) =>
            $"I stay with \"{choice}\". Being cheap to correct is no comfort to the one who is wronged first; nobody has answered that.",
        (RehearsalPart.Undecided, 1) => "I abstain. Both sides name real costs, and neither says how large they are.",
        (RehearsalPart.Undecided, _) =>
            $"I now choose \"{choice}\". If a mistake can be corrected cheaply, then trying it is also the way to learn how large the costs are.",
        _ => $"The question takes for granted that one answer fits every case. Between \"{first}\" and \"{second}\" I could only guess for whom it is meant.",
    };
}
