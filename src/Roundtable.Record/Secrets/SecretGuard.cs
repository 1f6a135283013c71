using System.Buffers;

namespace Roundtable.Record.Secrets;

/// <summary>
/// Finds known secrets in what is to be written, in the encodings in which a provider, a program or a person may repeat them: as they are, in base64 and
/// base64url at any alignment, in hexadecimal, and each of these with JSON escapes (<c>\uXXXX</c>) or URL encoding (<c>%NN</c>) of any characters, also of a
/// string within a string. Not found are compressed and encrypted forms, other encodings such as base32, and parts of a secret.
/// </summary>
public sealed class SecretGuard
{
    /// <summary>Number of bytes that are decoded at once; what a secret may be torn by is looked at twice.</summary>
    private const int ChunkLength = 256 << 10;

    /// <summary>Bytes that one byte of a secret may take: <c>\u00NN</c> of an escaped percent sign and two digits, with backslashes before each.</summary>
    private const int MaxExpansion = 32;

    private readonly SecretSearch? _known;
    private readonly SecretFormSearch[] _forms;
    private readonly int _overlap;

    /// <summary>Prepares the search.</summary>
    /// <param name="secrets">The secrets; those that are too short or too regular to be told from other text are left out.</param>
    /// <param name="forms">Forms of secrets that are kept nowhere.</param>
    public SecretGuard(IEnumerable<KnownSecret> secrets, IEnumerable<SecretForm> forms)
    {
        List<(byte[] Bytes, SecretFinding Finding)> patterns =
        [
            .. from secret in secrets
               where secret.IsSearchable
               from pattern in SecretPatterns.Of(secret.Bytes)
               select (pattern.Bytes, new SecretFinding(secret.Name, pattern.Encoding)),
        ];
        _known = patterns.Count > 0 ? new SecretSearch(patterns) : null;
        _forms = [.. forms.Select(f => new SecretFormSearch(f))];
        _overlap = MaxExpansion * Math.Max(_known?.Longest ?? 0, _forms.Length > 0 ? _forms.Max(f => f.Longest) : 0);
    }

    /// <summary>
    /// Why not all secrets are known, to follow "Not recorded: "; null where they are. A log with such a guard records no content but what deletions say.
    /// </summary>
    public string? Unknown { get; init; }

    /// <summary>A guard that knows no secret.</summary>
    public static SecretGuard None { get; } = new([], []);

    /// <summary>A secret that the text contains; null if it contains none.</summary>
    /// <param name="text">Any bytes.</param>
    public SecretFinding? Find(ReadOnlySpan<byte> text)
    {
        if (_overlap == 0)
        {
            return null;
        }

        return Search(text) ?? (SecretEscapes.HasEscapes(text) || SecretEscapes.HasPercent(text) ? FindDecoded(text) : null);
    }

    private SecretFinding? Search(ReadOnlySpan<byte> text)
    {
        if (_known?.Find(text) is { } known)
        {
            return known;
        }

        foreach (var form in _forms)
        {
            if (form.Find(text) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private SecretFinding? FindDecoded(ReadOnlySpan<byte> text)
    {
        var size = Math.Min(text.Length, ChunkLength + _overlap);
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            for (var start = 0; ; start += ChunkLength)
            {
                var chunk = text.Slice(start, Math.Min(size, text.Length - start));
                if (FindDecoded(chunk, rented) is { } found)
                {
                    return found;
                }

                if (start + chunk.Length == text.Length)
                {
                    return null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private SecretFinding? FindDecoded(ReadOnlySpan<byte> chunk, Span<byte> buffer)
    {
        var plain = chunk;
        if (SecretEscapes.HasEscapes(chunk))
        {
            plain = buffer[..SecretEscapes.Unescape(chunk, buffer)];
            if (Search(plain) is { } escaped)
            {
                return With(escaped, "with JSON escapes");
            }
        }

        return SecretEscapes.HasPercent(plain) && Search(buffer[..SecretEscapes.DecodePercent(plain, buffer)]) is { } encoded
            ? With(encoded, "URL-encoded")
            : null;
    }

    private static SecretFinding With(SecretFinding found, string encoding) =>
        found with { Encoding = found.Encoding.Length == 0 ? encoding : $"{found.Encoding}, {encoding}" };
}
