using System.Text.Json;
using System.Text.RegularExpressions;
using Roundtable.Workspace.Sets.Formats;

namespace Roundtable.Tests.Workspace.Sets.Formats;

/// <summary>
/// What the programs that read the formats do with a row, written from their sources and manuals: null where it is taken, else why it is dropped or stops them.
/// TRL: data_utils (conversational where the first message has role and content; the prompt ends with a question). LLaMA-Factory: its converters, the
/// processors that drop what does not alternate, its formatters for tools and the count of placeholders. Axolotl: its chat_template strategies. OpenAI and
/// Amazon Bedrock: the rules of their manuals.
/// </summary>
internal static partial class TargetRules
{
    public static string? Problem(SetFormat format, bool standard, JsonElement row) => format switch
    {
        SetFormat.TrlStepwise => Stepwise(row),
        <= SetFormat.TrlUnpairedPreference when standard => TrlStandard(format, row),
        <= SetFormat.TrlUnpairedPreference => TrlConversational(format, row),
        SetFormat.Openai => OpenAI(row.GetProperty("messages"), row, mustAnswer: true) ?? Keys(row, "messages", "tools"),
        SetFormat.OpenaiPreference => OpenAIPreference(row),
        SetFormat.Anthropic => Bedrock(row),
        SetFormat.Alpaca => Alpaca(row),
        SetFormat.Sharegpt or SetFormat.LlamaFactory or SetFormat.LlamaFactoryKto or SetFormat.LlamaFactoryPreference => LlamaFactory(format, row),
        _ => Axolotl(format, row),
    };

    private static string? TrlStandard(SetFormat format, JsonElement row) => format switch
    {
        SetFormat.TrlLanguageModeling => Keys(row, "text") ?? Strings(row, "text"),
        SetFormat.TrlPromptOnly => Keys(row, "prompt") ?? Strings(row, "prompt"),
        SetFormat.TrlPromptCompletion => Keys(row, "prompt", "completion") ?? Strings(row, "prompt", "completion"),
        SetFormat.TrlPreference => Keys(row, "prompt", "chosen", "rejected") ?? Strings(row, "prompt", "chosen", "rejected"),
        _ => Keys(row, "prompt", "completion", "label") ?? Strings(row, "prompt", "completion") ?? Truth(row, "label"),
    };

    private static string? TrlConversational(SetFormat format, JsonElement row)
    {
        string[] keys = format switch
        {
            SetFormat.TrlLanguageModeling => ["messages"],
            SetFormat.TrlPromptOnly => ["prompt"],
            SetFormat.TrlPromptCompletion => ["prompt", "completion"],
            SetFormat.TrlPreference => ["prompt", "chosen", "rejected"],
            _ => ["prompt", "completion", "label"],
        };
        if (Keys(row, [.. keys, "tools", "images"]) is { } more)
        {
            return more;
        }

        var images = 0;
        foreach (var key in keys.Where(k => k != "label"))
        {
            // The key by which a row is told to be a dialogue is any of them: each must be one.
            if (row.GetProperty(key) is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
            {
                return $"{key} is no list of messages";
            }

            foreach (var message in messages.EnumerateArray())
            {
                if (!message.TryGetProperty("role", out var role) || !message.TryGetProperty("content", out var content))
                {
                    return $"a message of {key} lacks role or content";
                }

                if (content.ValueKind == JsonValueKind.Array)
                {
                    images += content.EnumerateArray().Count(p => p.GetProperty("type").GetString() == "image");
                }
                else if (content.ValueKind != JsonValueKind.String)
                {
                    return "content is neither text nor parts";
                }

                if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
                {
                    foreach (var call in calls.EnumerateArray())
                    {
                        JsonElement.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!);
                    }
                }
            }
        }

        if (keys[0] == "prompt" && row.GetProperty("prompt").EnumerateArray().Last().GetProperty("role").GetString() is var last and not ("user" or "tool"))
        {
            return $"the prompt ends with {last}";
        }

        if (images != (row.TryGetProperty("images", out var paths) ? paths.GetArrayLength() : 0))
        {
            return "images and their places differ";
        }

        return (row.TryGetProperty("tools", out var tools) && JsonElement.Parse(tools.GetString()!).ValueKind != JsonValueKind.Array ? "tools are no list" : null)
            ?? (keys.Contains("label") ? Truth(row, "label") : null);
    }

    private static string? Stepwise(JsonElement row)
    {
        var (steps, labels) = (row.GetProperty("completions"), row.GetProperty("labels"));
        return Keys(row, "prompt", "completions", "labels") ?? Strings(row, "prompt")
            ?? (steps.GetArrayLength() == 0 || steps.GetArrayLength() != labels.GetArrayLength() ? "steps and labels differ" : null)
            ?? (steps.EnumerateArray().All(s => s.ValueKind == JsonValueKind.String) ? null : "a step is no text")
            ?? (labels.EnumerateArray().All(l => l.ValueKind is JsonValueKind.True or JsonValueKind.False) ? null : "a label is no boolean");
    }

    private static string? OpenAI(JsonElement messages, JsonElement with, bool mustAnswer)
    {
        HashSet<string> open = new(StringComparer.Ordinal);
        var images = 0;
        foreach (var message in messages.EnumerateArray())
        {
            var role = message.GetProperty("role").GetString();
            var content = message.GetProperty("content");
            var hasCalls = message.TryGetProperty("tool_calls", out var calls);
            if (role is not ("system" or "user" or "assistant" or "tool"))
            {
                return $"role {role}";
            }

            if (content.ValueKind == JsonValueKind.Null ? !hasCalls : content.ValueKind == JsonValueKind.String && content.GetString()!.Length == 0)
            {
                return "a message is empty";
            }

            if (content.ValueKind == JsonValueKind.Array)
            {
                images += role == "user" ? content.EnumerateArray().Count(p => p.GetProperty("type").GetString() == "image_url") : 100;
            }

            if (role == "tool" ? !open.Remove(message.GetProperty("tool_call_id").GetString()!) : open.Count > 0)
            {
                return "calls and what tools returned do not match";
            }

            if (hasCalls)
            {
                foreach (var call in calls.EnumerateArray())
                {
                    open.Add(call.GetProperty("id").GetString()!);
                    if (!ToolName().IsMatch(call.GetProperty("function").GetProperty("name").GetString()!)
                        || JsonElement.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!).ValueKind != JsonValueKind.Object)
                    {
                        return "a call has no name or no arguments";
                    }
                }
            }
        }

        if (with.TryGetProperty("tools", out var tools) && !tools.EnumerateArray().All(t => ToolName().IsMatch(t.GetProperty("function").GetProperty("name").GetString()!)))
        {
            return "a tool has an odd name";
        }

        var last = messages.EnumerateArray().Last().GetProperty("role").GetString();
        return images > 10 ? "too many images" : mustAnswer != (last == "assistant") ? $"the last message is of {last}" : null;
    }

    private static string? OpenAIPreference(JsonElement row)
    {
        if (Keys(row, "input", "preferred_output", "non_preferred_output") is { } more)
        {
            return more;
        }

        foreach (var name in (string[])["preferred_output", "non_preferred_output"])
        {
            if (row.GetProperty(name) is var output && (output.GetArrayLength() != 1 || output[0].GetProperty("role").GetString() != "assistant"
                || output[0].GetProperty("content") is not { ValueKind: JsonValueKind.String } content || content.GetString()!.Length == 0))
            {
                return $"{name} is not one answer in words";
            }
        }

        return OpenAI(row.GetProperty("input").GetProperty("messages"), row.GetProperty("input"), mustAnswer: false);
    }

    private static string? Bedrock(JsonElement row)
    {
        if (Keys(row, "system", "messages") is { } more)
        {
            return more;
        }

        var messages = row.GetProperty("messages").EnumerateArray().ToList();
        return messages.Count < 2 || messages.Count % 2 != 0 ? "questions and answers are not in pairs"
            : messages.Where((m, i) => m.GetProperty("role").GetString() != (i % 2 == 0 ? "user" : "assistant")).Any() ? "roles do not alternate"
            : messages.Exists(m => Keys(m, "role", "content") is not null || string.IsNullOrWhiteSpace(m.GetProperty("content").GetString())) ? "a message is empty"
            : null;
    }

    private static string? Alpaca(JsonElement row)
    {
        var all = string.Concat(row.EnumerateObject().Where(m => m.Name != "system").Select(m => m.Value.ToString()));
        return Keys(row, "instruction", "input", "output", "system", "history") ?? Strings(row, "instruction", "input", "output")
            ?? (row.TryGetProperty("history", out var history) && !history.EnumerateArray().All(h => h.GetArrayLength() == 2) ? "history is not in pairs" : null)
            ?? (Placeholder().IsMatch(all) ? "a placeholder without a medium" : null);
    }

    private static string? LlamaFactory(SetFormat format, JsonElement row)
    {
        var turns = row.GetProperty("conversations").EnumerateArray().ToList();
        var placeholders = 0;
        if (turns.Count > 0 && From(turns[0]) == "system")
        {
            turns.RemoveAt(0);
        }

        var isRanking = format == SetFormat.LlamaFactoryPreference;
        if ((turns.Count % 2 == 0) == isRanking || turns.Count == 0)
        {
            return "dropped: an odd number of turns";
        }

        if (isRanking)
        {
            turns.Add(row.GetProperty("chosen"));
            turns.Add(row.GetProperty("rejected"));
        }

        for (var i = 0; i < turns.Count; i++)
        {
            var (from, value) = (From(turns[i]), turns[i].GetProperty("value").GetString()!);
            var isQuestion = i % 2 == 0 && !(isRanking && i == turns.Count - 1);
            if (isQuestion ? from is not ("human" or "observation") : from is not ("gpt" or "function_call"))
            {
                return $"dropped: {from} at place {i}";
            }

            if (from == "function_call" && JsonElement.Parse(value) is var calls
                && !calls.EnumerateArray().All(c => c.TryGetProperty("name", out _) && c.TryGetProperty("arguments", out _)))
            {
                return "a call that is not JSON stops it";
            }

            placeholders += Placeholder().Count(value);
        }

        if (row.TryGetProperty("tools", out var tools) && tools.GetString() is { Length: > 0 } listed)
        {
            foreach (var tool in JsonElement.Parse(listed).EnumerateArray())
            {
                if (!tool.GetProperty("function").GetProperty("parameters").TryGetProperty("properties", out _))
                {
                    return "a tool without properties stops it";
                }
            }
        }

        return placeholders != (row.TryGetProperty("images", out var images) ? images.GetArrayLength() : 0) ? "images and placeholders differ: that stops it"
            : format == SetFormat.LlamaFactoryKto ? Truth(row, "label") : null;
    }

    private static string? Axolotl(SetFormat format, JsonElement row)
    {
        var messages = row.GetProperty("messages").EnumerateArray().ToList();
        if (format == SetFormat.AxolotlPreference)
        {
            messages.Add(row.GetProperty("chosen"));
            messages.Add(row.GetProperty("rejected"));
        }

        foreach (var message in messages)
        {
            if (message.GetProperty("role").GetString() is not ("system" or "user" or "assistant" or "tool") || message.GetProperty("content").ValueKind != JsonValueKind.String)
            {
                return "a message without a role or a text";
            }

            if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
            {
                _ = calls.EnumerateArray().Select(c => JsonElement.Parse(c.GetProperty("function").GetProperty("arguments").GetString()!)).ToList();
            }
        }

        if (row.TryGetProperty("tools", out var tools))
        {
            _ = tools.EnumerateArray().Select(t => JsonElement.Parse(t.GetProperty("function").GetProperty("parameters").GetString()!)).ToList();
        }

        return messages.Count < 2 ? "nothing is answered" : null;
    }

    private static string From(JsonElement turn) => turn.GetProperty("from").GetString()!;

    private static string? Keys(JsonElement row, params string[] known) =>
        row.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => !known.Contains(n, StringComparer.Ordinal)) is { } more ? $"an extraneous member {more}" : null;

    private static string? Strings(JsonElement row, params string[] names) =>
        names.FirstOrDefault(n => row.GetProperty(n).ValueKind != JsonValueKind.String) is { } odd ? $"{odd} is no text" : null;

    private static string? Truth(JsonElement row, string name) => row.GetProperty(name).ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{name} is no boolean";

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex ToolName();

    [GeneratedRegex("<image>|<video>|<audio>", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
