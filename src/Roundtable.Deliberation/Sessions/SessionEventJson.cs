using System.Text.Json;

namespace Roundtable.Deliberation.Sessions;

/// <summary>Events as JSON: an object whose member <c>event</c> names the kind. docs/api.md describes them.</summary>
public static class SessionEventJson
{
    /// <summary>How an event of an earlier version begins, and how it would now: its kind is its first member.</summary>
    private static readonly (byte[] Old, byte[] Now)[] _renamed =
    [
        ([.. """{"event":"heard","""u8], [.. """{"event":"reasoning-delta","""u8]),
        ([.. """{"event":"trying-again","""u8], [.. """{"event":"retrying","""u8]),
    ];

    /// <summary>Writes an event on one line.</summary>
    public static byte[] Write(SessionEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, StrictSession.Event);

    /// <summary>Reads an event that <see cref="Write"/> wrote, also one by an earlier version under a name that has changed since.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static SessionEvent Read(ReadOnlySpan<byte> json)
    {
        foreach (var (old, now) in _renamed)
        {
            if (json.StartsWith(old))
            {
                return Read((byte[])[.. now, .. json[old.Length..]]);
            }
        }

        return JsonSerializer.Deserialize(json, StrictSession.Event) ?? throw new JsonException("An event is a JSON object.");
    }

    /// <summary>The name of an event's kind, as in the member <c>event</c>.</summary>
    public static string Name(SessionEvent e) => JsonNamingPolicy.KebabCaseLower.ConvertName(e.GetType().Name);
}
