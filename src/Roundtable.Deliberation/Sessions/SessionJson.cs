using System.Text;
using System.Text.Json;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// Sessions as RFC 8785 canonical JSON: exactly one byte sequence for each session. Formats 1 to <see cref="Session.CurrentFormat"/> are read, and written as
/// they were read.
/// </summary>
public static class SessionJson
{
    /// <summary>The canonical bytes of <paramref name="session"/>.</summary>
    /// <exception cref="JsonException">When a number in it is not finite, or a text contains a lone surrogate.</exception>
    public static byte[] Write(Session session)
    {
        try
        {
            return CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(session, StrictSession.Type));
        }
        catch (ArgumentException e)
        {
            throw new JsonException($"The session cannot be written as JSON: {e.Message}", e);
        }
    }

    /// <summary>
    /// Reads a session. White space and the order of members do not matter; everything else must be as <see cref="Write"/>
    /// writes it, so reading and writing a canonical document gives the same bytes.
    /// </summary>
    /// <exception cref="SessionFormatException">When the document is anything else; the exception has the location and the problem.</exception>
    public static Session Read(ReadOnlySpan<byte> utf8)
    {
        byte[] canonical;
        Session session;
        try
        {
            canonical = CanonicalJson.Canonicalize(utf8);
            CheckFormat(canonical);
            session = JsonSerializer.Deserialize(canonical, StrictSession.Type)
                ?? throw new SessionFormatException("$", "The document is null.");
        }
        catch (JsonException e)
        {
            throw new SessionFormatException(e.Path ?? "$", Plain(e.Message), e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new SessionFormatException("$", Plain(e.Message), e);
        }

        SessionCheck.Check(session);
        var again = Write(session);
        return canonical.AsSpan().SequenceEqual(again) ? session : throw Difference(canonical, again);
    }

    private static void CheckFormat(byte[] canonical)
    {
        using var document = JsonDocument.Parse(canonical);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("format", out var format))
        {
            throw new SessionFormatException("$.format", "Not a session: a JSON object with a format number is expected.");
        }

        var isNumber = format.ValueKind == JsonValueKind.Number;
        if (!isNumber || !format.TryGetInt32(out var number) || number is < Session.OldestFormat or > Session.CurrentFormat)
        {
            throw new SessionFormatException(
                "$.format",
                $"Format {format.GetRawText()} is not supported; this program reads formats {Session.OldestFormat} to {Session.CurrentFormat}. "
                    + "A newer program may read it.")
            {
                IsNewer = isNumber && format.TryGetDouble(out var version) && version > Session.CurrentFormat,
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
