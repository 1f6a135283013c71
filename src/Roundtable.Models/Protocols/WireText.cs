using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Roundtable.Models.Protocols;

/// <summary>JSON as it comes over the wire.</summary>
internal static class WireText
{
    /// <summary>The greatest depth of a document; responses repeat the schemas of the caller's tools, which exceed the default of 64.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth };

    /// <summary>Whether a text is JSON to its end, or the mark of the end of a stream.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            return data.SequenceEqual("[DONE]"u8) || (reader.Read() && reader.TrySkip() && reader.BytesConsumed == data.Length);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Parses UTF-8, with U+FFFD in the place of what is none: servers that stream bytes cut characters in two, and one lost character is no lost answer.
    /// A byte order mark is skipped.
    /// </summary>
    /// <exception cref="JsonException">When it is not JSON.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        return JsonElement.Parse(Utf8.IsValid(bytes) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)), _options);
    }
}
