using System.Text.Json;

namespace Roundtable.Deliberation.Sessions;

/// <summary>Documents of either kind of session as RFC 8785 canonical JSON: those with <c>"kind":"fused"</c> are fused, all others are votes.</summary>
public static class SessionDocumentJson
{
    /// <summary>The canonical bytes of a document.</summary>
    /// <exception cref="JsonException">When a number in it is not finite, or a text contains a lone surrogate.</exception>
    public static byte[] Write(SessionDocument document) => document switch
    {
        FusedSession fused => FusedSessionJson.Write(fused),
        _ => SessionJson.Write((Session)document),
    };

    /// <summary>Reads a document of either kind.</summary>
    /// <exception cref="SessionFormatException">When the bytes are anything else; the exception has the location and the problem.</exception>
    public static SessionDocument Read(ReadOnlySpan<byte> utf8) => IsFused(utf8) ? FusedSessionJson.Read(utf8) : SessionJson.Read(utf8);

    /// <summary>Whether a JSON document says that it is a fused session; false for what is no JSON object.</summary>
    public static bool IsFused(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKind = reader.ValueTextEquals("kind"u8);
                reader.Read();
                if (isKind)
                {
                    return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("fused"u8);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // The reader of the kind that it is taken for says what is wrong with it.
        }

        return false;
    }
}
