using System.Buffers;
using System.Buffers.Text;

namespace Roundtable.Corpus.Sensitive;

/// <summary>
/// Finds signed JSON Web Tokens (RFC 7515, compact serialisation): three parts in base64url, the first of them a header that names its algorithm.
/// </summary>
internal static class WebTokens
{
    private const int MinSignature = 20;
    private const int MaxHeader = 2048;

    private static readonly SearchValues<byte> _base64Url = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-"u8);

    /// <summary>The length of the token at the beginning of a text; 0 for none.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        // A header begins with {" in base64url.
        if (!text.StartsWith("eyJ"u8))
        {
            return 0;
        }

        var header = Part(text);
        if (header is 0 or > MaxHeader || header + 1 >= text.Length || text[header] != '.')
        {
            return 0;
        }

        var payload = Part(text[(header + 1)..]);
        var at = header + 1 + payload;
        if (payload == 0 || at + 1 >= text.Length || text[at] != '.')
        {
            return 0;
        }

        var signature = Part(text[(at + 1)..]);
        return signature >= MinSignature && NamesAlgorithm(text[..header]) ? at + 1 + signature : 0;
    }

    private static int Part(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(_base64Url);
        return length < 0 ? text.Length : length;
    }

    private static bool NamesAlgorithm(ReadOnlySpan<byte> header)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(header.Length)];
        return Base64Url.DecodeFromUtf8(header, bytes, out _, out var written) == OperationStatus.Done && bytes.AsSpan(0, written).IndexOf("\"alg\""u8) >= 0;
    }
}
