using System.Text.Json;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// Sessions as RFC 8785 canonical JSON: exactly one byte sequence for each session. Formats 1 to <see cref="Session.CurrentFormat"/> are read, and written as
/// they were read.
/// </summary>
public static class SessionJson
{
    /// <summary>The canonical bytes of <paramref name="session"/>.</summary>
    /// <exception cref="JsonException">When a number in it is not finite, or a text contains a lone surrogate.</exception>
    public static byte[] Write(Session session) => CanonicalDocument.Write(session, StrictSession.Type);

    /// <summary>
    /// Reads a session. White space and the order of members do not matter; everything else must be as <see cref="Write"/>
    /// writes it, so reading and writing a canonical document gives the same bytes.
    /// </summary>
    /// <exception cref="SessionFormatException">When the document is anything else; the exception has the location and the problem.</exception>
    public static Session Read(ReadOnlySpan<byte> utf8) =>
        CanonicalDocument.Read(utf8, StrictSession.Type, Session.OldestFormat, Session.CurrentFormat, SessionCheck.Check);
}
