using System.Text.Json;

namespace Roundtable.Deliberation.Sessions;

/// <summary>Fused sessions as RFC 8785 canonical JSON: exactly one byte sequence for each session.</summary>
public static class FusedSessionJson
{
    /// <summary>The canonical bytes of <paramref name="session"/>.</summary>
    /// <exception cref="JsonException">When a number in it is not finite, or a text contains a lone surrogate.</exception>
    public static byte[] Write(FusedSession session) => CanonicalDocument.Write(session, StrictSession.Fused);

    /// <summary>Reads a fused session, as strictly as <see cref="SessionJson.Read"/> reads a vote.</summary>
    /// <exception cref="SessionFormatException">When the document is anything else; the exception has the location and the problem.</exception>
    public static FusedSession Read(ReadOnlySpan<byte> utf8) =>
        CanonicalDocument.Read(utf8, StrictSession.Fused, FusedSession.CurrentFormat, FusedSession.CurrentFormat, FusedSessionCheck.Check);
}
