using System.Text;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>
/// A path in the one form that policy is applied to. The bytes that were sent go on as they are; so whatever another server could read in another way is
/// refused instead of being put right: dot segments, empty segments, backslashes, parameters after semicolons, and percent-encodings (RFC 3986, 2.4) of
/// characters that need none or that would be a slash, a dot or a percent sign.
/// </summary>
/// <param name="Segments">The segments, decoded; none where the path is only a slash.</param>
public sealed record RequestPath(IReadOnlyList<string> Segments)
{
    private const int MaxLength = 2_000;

    /// <summary>Reads a path as it was sent, without its query.</summary>
    /// <param name="raw">The path, beginning with a slash.</param>
    /// <param name="problem">Why it is refused; null where it is not.</param>
    /// <returns>The path; null where it is refused.</returns>
    public static RequestPath? Read(string raw, out string? problem)
    {
        problem = Problem(raw);
        if (problem is not null)
        {
            return null;
        }

        // One slash at the end names the same thing to most servers, and a list to the others.
        var parts = raw.TrimEnd('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        List<string> segments = [];
        foreach (var part in parts)
        {
            if (Decode(part) is not { } segment)
            {
                problem = "The path has a percent-encoding that servers read differently: write letters, digits, dots and slashes as they are.";
                return null;
            }

            if (segment is "." or "..")
            {
                problem = "The path has a segment '.' or '..': write it without.";
                return null;
            }

            segments.Add(segment);
        }

        return new RequestPath(segments);
    }

    private static string? Problem(string raw) =>
        raw.Length is 0 or > MaxLength || raw[0] != '/' ? $"The path does not begin with a slash, or has more than {MaxLength} characters."
        : raw.AsSpan().ContainsAnyExceptInRange('!', '~') ? "The path has characters that must be percent-encoded."
        : raw.AsSpan().ContainsAny("\\;?#") ? "The path has a backslash, a semicolon, a question mark or a number sign, which servers read differently."
        : raw.Contains("//", StringComparison.Ordinal) ? "The path has an empty segment: write one slash."
        : null;

    private static string? Decode(string part)
    {
        if (!part.Contains('%', StringComparison.Ordinal))
        {
            return part;
        }

        List<byte> bytes = [];
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != '%')
            {
                bytes.Add((byte)part[i]);
                continue;
            }

            if (i + 2 >= part.Length || !char.IsAsciiHexDigit(part[i + 1]) || !char.IsAsciiHexDigit(part[i + 2]))
            {
                return null;
            }

            var value = Convert.ToByte(part.Substring(i + 1, 2), 16);
            var letter = (char)value;
            if (char.IsAsciiLetterOrDigit(letter) || value is < 0x20 or 0x7F || letter is '-' or '.' or '_' or '~' or '/' or '\\' or '%' or ';')
            {
                return null;
            }

            bytes.Add(value);
            i += 2;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
