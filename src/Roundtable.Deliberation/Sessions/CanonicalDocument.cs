using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Sessions;

/// <summary>A session's document as RFC 8785 canonical JSON, read strictly: what is read is what would be written.</summary>
internal static class CanonicalDocument
{
    /// <summary>The canonical bytes of a document.</summary>
    /// <exception cref="JsonException">When a number in it is not finite, or a text contains a lone surrogate.</exception>
    public static byte[] Write<T>(T document, JsonTypeInfo<T> type)
        where T : SessionDocument
    {
        try
        {
            return CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(document, type));
        }
        catch (ArgumentException e)
        {
            throw new JsonException($"The session cannot be written as JSON: {e.Message}", e);
        }
    }

    /// <summary>Reads a document of a format from <paramref name="oldest"/> to <paramref name="newest"/>.</summary>
    /// <exception cref="SessionFormatException">When the bytes are anything else, or <paramref name="check"/> fails.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type, int oldest, int newest, Action<T> check)
        where T : SessionDocument
    {
        byte[] canonical;
        T session;
        try
        {
            canonical = CanonicalJson.Canonicalize(utf8);
            CheckFormat(canonical, oldest, newest);
            session = JsonSerializer.Deserialize(canonical, type) ?? throw new SessionFormatException("$", "The document is null.");
        }
        catch (JsonException e)
        {
            throw new SessionFormatException(e.Path ?? "$", Plain(e.Message), e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new SessionFormatException("$", Plain(e.Message), e);
        }

        check(session);
        var again = Write(session, type);
        return canonical.AsSpan().SequenceEqual(again) ? session : throw Difference(canonical, again);
    }

    private static void CheckFormat(byte[] canonical, int oldest, int newest)
    {
        using var document = JsonDocument.Parse(canonical);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("format", out var format))
        {
            throw new SessionFormatException("$.format", "Not a session: a JSON object with a format number is expected.");
        }

        var isNumber = format.ValueKind == JsonValueKind.Number;
        if (!isNumber || !format.TryGetInt32(out var number) || number < oldest || number > newest)
        {
            throw new SessionFormatException(
                "$.format",
                $"Format {format.GetRawText()} is not supported; this program reads "
                    + (oldest == newest ? $"format {newest}. " : $"formats {oldest} to {newest}. ")
                    + "A newer program may read it.")
            {
                IsNewer = isNumber && format.TryGetDouble(out var version) && version > newest,
            };
        }
    }

    /// <summary>The message without the location that the serializer appends: the exception already has it.</summary>
    private static string Plain(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static SessionFormatException Difference(ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> again)
    {
        var same = canonical.CommonPrefixLength(again);
        var start = Math.Max(0, same - 40);
        var near = Encoding.UTF8.GetString(canonical[start..Math.Min(canonical.Length, same + 20)]);
        return new SessionFormatException("$", $"A value is not in canonical form, or contradicts the values that it is computed from, near '{near}'.");
    }
}
