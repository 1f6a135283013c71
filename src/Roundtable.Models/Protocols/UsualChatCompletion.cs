using System.Text.Json;
using System.Text.Unicode;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Reads chat completions that consist of texts and nothing else, in one pass and without a document. Whatever has another member that means something is
/// left to <see cref="ChatCompletionsParser"/>, which reads these too; the two agree on all recorded shapes.
/// </summary>
internal static class UsualChatCompletion
{
    /// <summary>Members of an answer that are read elsewhere.</summary>
    private static readonly byte[][] _answer = [[.. "error"u8], [.. "type"u8], [.. "provider"u8], [.. "x_groq"u8]];

    /// <summary>Members of a choice that are read elsewhere.</summary>
    private static readonly byte[][] _choice = [[.. "error"u8], [.. "usage"u8], [.. "delta"u8], [.. "text"u8]];

    /// <summary>Members of a message that are read elsewhere unless they say nothing.</summary>
    private static readonly byte[][] _message =
    [
        [.. "reasoning_content"u8], [.. "reasoning"u8], [.. "reasoning_text"u8], [.. "reasoning_details"u8], [.. "audio"u8], [.. "annotations"u8],
        [.. "refusal"u8], [.. "tool_calls"u8], [.. "function_call"u8],
    ];

    /// <summary>Reads a body.</summary>
    /// <returns>Null where it is anything else, or no JSON.</returns>
    public static ProtocolReading? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var answer = new AnswerBuilder(null);
            return Utf8.IsValid(body) && TryRead(ref reader, body, answer) && !reader.Read() ? answer.Build() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, AnswerBuilder answer)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var (id, model, usage, choices) = (false, false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                if (!First(ref choices) || !TryReadChoices(ref reader, answer))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                if (!First(ref id) || !TryText(ref reader, out var text))
                {
                    return false;
                }

                answer.Id = text;
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                if (!First(ref model) || !TryText(ref reader, out var text))
                {
                    return false;
                }

                answer.Model = text;
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("Error"u8))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                if (!First(ref usage))
                {
                    return false;
                }

                TakeUsage(ref reader, body, answer);
            }
            else if (!TrySkip(ref reader, _answer))
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && choices && !answer.IsEmpty;
    }

    private static void TakeUsage(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, AnswerBuilder answer)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        if (isObject)
        {
            var usage = JsonElement.Parse(body[start..(int)reader.BytesConsumed]);
            answer.Usage = UsageReading.OfOpenAI(usage);
            answer.CostUsd = UsageReading.CostUsd(usage);
        }
    }

    private static bool TryReadChoices(ref Utf8JsonReader reader, AnswerBuilder answer)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryReadChoice(ref reader, answer))
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryReadChoice(ref Utf8JsonReader reader, AnswerBuilder answer)
    {
        var (index, finish, message) = (false, false, false);
        var place = 0;
        string? reason = null, text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                if (!First(ref message) || !TryReadMessage(ref reader, out text))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                if (!First(ref finish) || !TryText(ref reader, out reason))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                if (!First(ref index) || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out place) || place < 0)
                {
                    return false;
                }
            }
            else if (!TrySkip(ref reader, _choice))
            {
                return false;
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject || !message)
        {
            return false;
        }

        var choice = answer.Choice(place);
        choice.FinishReason = FinishReasons.Of(reason);
        choice.Text(text);
        return true;
    }

    private static bool TryReadMessage(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var content = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                if (!First(ref content) || !TryText(ref reader, out text) || text is null)
                {
                    return false;
                }
            }
            else if (!TrySkipOfMessage(ref reader))
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && content;
    }

    /// <summary>Skips a member of a message, unless it says something that is read elsewhere.</summary>
    internal static bool TrySkipOfMessage(ref Utf8JsonReader reader)
    {
        if (!Names(reader, _message))
        {
            reader.Skip();
            return true;
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray;
    }

    /// <summary>A text, or null.</summary>
    internal static bool TryText(ref Utf8JsonReader reader, out string? text)
    {
        reader.Read();
        text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    /// <summary>Skips a member, unless it is one of some.</summary>
    internal static bool TrySkip(ref Utf8JsonReader reader, byte[][] others)
    {
        if (Names(reader, others))
        {
            return false;
        }

        reader.Skip();
        return true;
    }

    private static bool Names(in Utf8JsonReader reader, byte[][] names)
    {
        foreach (var name in names)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member comes for the first time.</summary>
    internal static bool First(ref bool seen) => !seen && (seen = true);
}
