using System.Text.Json;

namespace Roundtable.Deliberation.Sessions;

/// <summary>Events as JSON: an object whose member <c>event</c> names the kind. docs/api.md describes them.</summary>
public static class SessionEventJson
{
    /// <summary>Writes an event on one line.</summary>
    public static byte[] Write(SessionEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, StrictSession.Event);

    /// <summary>Reads an event that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static SessionEvent Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StrictSession.Event) ?? throw new JsonException("An event is a JSON object.");

    /// <summary>The name of an event's kind, as in the member <c>event</c>.</summary>
    public static string Name(SessionEvent e) => JsonNamingPolicy.KebabCaseLower.ConvertName(e.GetType().Name);
}
