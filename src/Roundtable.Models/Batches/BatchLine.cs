using System.Text.Json;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Batches;

/// <summary>How the provider says that a request of a batch ended.</summary>
internal enum LineEnding
{
    /// <summary>With an answer.</summary>
    Answered,

    /// <summary>With an error.</summary>
    Failed,

    /// <summary>The batch's time ran out before.</summary>
    Expired,

    /// <summary>The batch was cancelled before.</summary>
    Cancelled,
}

/// <summary>
/// One line of a batch's results: OpenAI's <c>{custom_id, response: {status_code, body}, error}</c> or Anthropic's
/// <c>{custom_id, result: {type, message, error}}</c>, told apart by their members.
/// </summary>
/// <param name="CustomId">The id that the request was sent with; null where the line has none.</param>
/// <param name="Ending">How the request ended.</param>
/// <param name="Status">The HTTP status that a live call would have got; null where the line has none.</param>
/// <param name="Body">The answer, or the error; undefined where there is neither.</param>
internal readonly record struct BatchLine(string? CustomId, LineEnding Ending, int? Status, JsonElement Body)
{

    /// <summary>Reads a line; null where it is not JSON or says neither answer nor error.</summary>
    public static BatchLine? Parse(ReadOnlySpan<byte> line)
    {
        JsonElement root;
        try
        {
            root = WireText.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }

        var id = root.Text("custom_id");
        if (root.Member("result") is { ValueKind: JsonValueKind.Object } result)
        {
            return OfAnthropic(id, result);
        }

        var response = root.Member("response") is { ValueKind: JsonValueKind.Object } envelope ? envelope : default;
        var status = (int?)response.Count("status_code");
        var body = response.Member("body") is { ValueKind: JsonValueKind.Object } inner ? inner
            : response.Member("choices") is not null || response.Member("output") is not null ? response // Some servers leave the envelope out.
            : (JsonElement?)null;
        if (root.Member("error") is { ValueKind: JsonValueKind.Object } error && body is null)
        {
            return error.Text("code") switch
            {
                "batch_expired" => new BatchLine(id, LineEnding.Expired, null, error),
                "batch_cancelled" => new BatchLine(id, LineEnding.Cancelled, null, error),
                _ => new BatchLine(id, LineEnding.Failed, status, error),
            };
        }

        return body is { } said ? new BatchLine(id, status is null or (>= 200 and < 300) ? LineEnding.Answered : LineEnding.Failed, status, said)
            : status is >= 300 ? new BatchLine(id, LineEnding.Failed, status, response)
            : null;
    }

    /// <summary>
    /// The key of the call that a line answers, read as far as it must be; null where the line is not JSON, or its id is no key.
    /// </summary>
    public static Digest? KeyOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            Digest? key = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("custom_id"u8);
                reader.Read();
                if (isId)
                {
                    key = reader.TokenType == JsonTokenType.String && Digest.TryParse(reader.GetString(), null, out var parsed) ? parsed : null;
                }
                else
                {
                    reader.Skip();
                }
            }

            // The whole line is read, for one that breaks off in its middle is no answer.
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? key : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static BatchLine? OfAnthropic(string? id, JsonElement result) => result.Text("type") switch
    {
        "succeeded" when result.Member("message") is { ValueKind: JsonValueKind.Object } message => new BatchLine(id, LineEnding.Answered, 200, message),
        "errored" => new BatchLine(id, LineEnding.Failed, null, result.Member("error") ?? default),
        "canceled" or "cancelled" => new BatchLine(id, LineEnding.Cancelled, null, default),
        "expired" => new BatchLine(id, LineEnding.Expired, null, default),
        _ => null,
    };
}
