using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Roundtable.Models.Protocols;

/// <summary>JSON as it comes over the wire.</summary>
internal static class WireText
{
    /// <summary>The greatest depth of a document; responses repeat the schemas of the caller's tools, which exceed the default of 64.</summary>
    private const int MaxDepth = 1000;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth };

    /// <summary>What a line of a stream has in it that may say how the answer ended.</summary>
    private static readonly byte[][] _endings =
    [
        [.. "finish_reason"u8], [.. "stop_reason"u8], [.. "response.completed"u8], [.. "response.incomplete"u8], [.. "response.failed"u8], [.. "error"u8],
        [.. "[DONE"u8],
    ];

    /// <summary>Whether a line of a stream, complete or not, may say how the answer ended.</summary>
    public static bool MayEnd(ReadOnlySpan<byte> line)
    {
        foreach (var ending in _endings)
        {
            if (line.IndexOf(ending) >= 0)
            {
                return true;
            }
        }

        return false;
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

    /// <summary>Parses like <see cref="Parse"/>, without a copy where the bytes are UTF-8, and into memory that is given back with the document.</summary>
    /// <param name="bytes">The bytes; they do not change while the document is used.</param>
    /// <exception cref="JsonException">When it is not JSON.</exception>
    public static JsonDocument ParseInPlace(ReadOnlyMemory<byte> bytes)
    {
        bytes = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        return JsonDocument.Parse(Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.Span)), _options);
    }
}
