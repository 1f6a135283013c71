using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Reads the events of which streams of chat completions mostly consist, one piece of one choice's text each, in one pass and without a document. Whatever
/// says anything else, first of all how the answer ended, is left to <see cref="ChatCompletionsParser"/>, which reads these too; the two agree on all recorded
/// shapes.
/// </summary>
internal static class UsualChatChunk
{
    /// <summary>Members of an event that are read elsewhere.</summary>
    private static readonly byte[][] _event = [[.. "error"u8], [.. "type"u8], [.. "provider"u8], [.. "x_groq"u8]];

    /// <summary>Members of a choice that are read elsewhere.</summary>
    private static readonly byte[][] _choice = [[.. "error"u8], [.. "message"u8], [.. "text"u8]];

    /// <summary>Takes an event.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="answer">What it goes on with; unchanged where it is not taken.</param>
    /// <returns>Whether it was taken; false where it is anything else, or no JSON.</returns>
    public static bool TryTake(ReadOnlySpan<byte> data, AnswerBuilder answer)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            return TryRead(ref reader, answer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryRead(ref Utf8JsonReader reader, AnswerBuilder answer)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var (hasId, hasModel, hasUsage, hasChoices) = (false, false, false, false);
        string? id = null, model = null, text = null;
        var place = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var ok = reader.ValueTextEquals("choices"u8) ? UsualChatCompletion.First(ref hasChoices) && TryReadChoices(ref reader, out place, out text)
                : reader.ValueTextEquals("id"u8) ? UsualChatCompletion.First(ref hasId) && TryText(ref reader, answer.Id, out id)
                : reader.ValueTextEquals("model"u8) ? UsualChatCompletion.First(ref hasModel) && TryText(ref reader, answer.Model, out model)
                : reader.ValueTextEquals("usage"u8) ? UsualChatCompletion.First(ref hasUsage) && IsNull(ref reader)
                : reader.ValueTextEquals("object"u8)
                    ? reader.Read() && reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals("error"u8) && !reader.ValueTextEquals("Error"u8)
                : UsualChatCompletion.TrySkip(ref reader, _event);
            if (!ok)
            {
                return false;
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject || !hasChoices || reader.Read())
        {
            return false;
        }

        (answer.Id, answer.Model) = (id, model);
        answer.Choice(place).Text(text);
        return true;
    }

    /// <summary>The one choice of an event that has one.</summary>
    private static bool TryReadChoices(ref Utf8JsonReader reader, out int place, out string? text)
    {
        (place, text) = (0, null);
        return reader.Read() && reader.TokenType == JsonTokenType.StartArray
            && reader.Read() && reader.TokenType == JsonTokenType.StartObject && TryReadChoice(ref reader, out place, out text)
            && reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryReadChoice(ref Utf8JsonReader reader, out int place, out string? text)
    {
        var (hasIndex, hasFinish, hasUsage, hasDelta) = (false, false, false, false);
        (place, text) = (0, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var ok = reader.ValueTextEquals("delta"u8) ? UsualChatCompletion.First(ref hasDelta) && TryReadDelta(ref reader, out text)
                : reader.ValueTextEquals("finish_reason"u8) ? UsualChatCompletion.First(ref hasFinish) && IsNull(ref reader)
                : reader.ValueTextEquals("usage"u8) ? UsualChatCompletion.First(ref hasUsage) && IsNull(ref reader)
                : reader.ValueTextEquals("index"u8)
                    ? UsualChatCompletion.First(ref hasIndex) && reader.Read() && reader.TokenType == JsonTokenType.Number
                        && reader.TryGetInt32(out place) && place >= 0
                : UsualChatCompletion.TrySkip(ref reader, _choice);
            if (!ok)
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && hasDelta;
    }

    private static bool TryReadDelta(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var hasContent = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var ok = reader.ValueTextEquals("content"u8)
                ? UsualChatCompletion.First(ref hasContent) && UsualChatCompletion.TryText(ref reader, out text)
                : UsualChatCompletion.TrySkipOfMessage(ref reader);
            if (!ok)
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    /// <summary>A text, or null; it is not made where what it says is known already.</summary>
    private static bool TryText(ref Utf8JsonReader reader, string? known, out string? text)
    {
        if (known is not { Length: > 0 })
        {
            return UsualChatCompletion.TryText(ref reader, out text);
        }

        text = null;
        return reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    private static bool IsNull(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Null;
}
