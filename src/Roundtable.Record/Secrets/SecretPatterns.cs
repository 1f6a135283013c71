using System.Text;

namespace Roundtable.Record.Secrets;

/// <summary>The byte strings in which a secret shows: itself, in base64 (RFC 4648) and in hexadecimal.</summary>
internal static class SecretPatterns
{
    /// <summary>First character of base64 that the bytes before it do not change, by how many bytes the secret stands after a multiple of three.</summary>
    private static readonly int[] _firstOwn = [0, 2, 3];

    /// <summary>All of them, each with its encoding.</summary>
    public static IEnumerable<(byte[] Bytes, string Encoding)> Of(ReadOnlyMemory<byte> secret)
    {
        yield return (secret.ToArray(), "");
        for (var before = 0; before < _firstOwn.Length; before++)
        {
            var text = Base64(secret.Span, before);
            yield return (Encoding.ASCII.GetBytes(text), "in base64");
            if (text.AsSpan().ContainsAny('+', '/'))
            {
                yield return (Encoding.ASCII.GetBytes(text.Replace('+', '-').Replace('/', '_')), "in base64url");
            }
        }

        yield return (Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret.Span)), "in hexadecimal");
        yield return (Encoding.ASCII.GetBytes(Convert.ToHexString(secret.Span)), "in hexadecimal");
    }

    /// <summary>The characters of base64 that bytes determine alone, when they stand one, two or no bytes after a multiple of three.</summary>
    public static string Base64(ReadOnlySpan<byte> bytes, int before)
    {
        byte[] placed = [.. new byte[before], .. bytes];
        return Convert.ToBase64String(placed)[_firstOwn[before]..(placed.Length * 8 / 6)];
    }

    /// <summary>Where the characters of <see cref="Base64"/> begin within their group of four.</summary>
    public static int FirstOwn(int before) => _firstOwn[before];
}
