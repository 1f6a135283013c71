using System.Buffers;
using System.Text;

namespace Roundtable.Record.Secrets;

/// <summary>Searches for secrets of a form: the prefix first, in each encoding, and then whether hexadecimal digits follow it.</summary>
internal sealed class SecretFormSearch
{
    private static readonly SearchValues<byte> _digits = SearchValues.Create("0123456789abcdef"u8);

    private readonly SecretForm _form;
    private readonly byte[] _prefix;
    private readonly byte[] _hex;
    private readonly byte[] _upperHex;
    private readonly byte[][] _base64;

    /// <summary>Prepares a search.</summary>
    public SecretFormSearch(SecretForm form)
    {
        _form = form;
        _prefix = Encoding.ASCII.GetBytes(form.Prefix);
        _hex = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(_prefix));
        _upperHex = Encoding.ASCII.GetBytes(Convert.ToHexString(_prefix));
        _base64 = [.. Enumerable.Range(0, 3).Select(before => Encoding.ASCII.GetBytes(SecretPatterns.Base64(_prefix, before)))];
    }

    /// <summary>Length in bytes of the longest encoding of one.</summary>
    public int Longest => 2 * (_prefix.Length + _form.Digits);

    /// <summary>Whether the text contains one, and how; null if it contains none.</summary>
    public SecretFinding? Find(ReadOnlySpan<byte> text)
    {
        Span<byte> plain = stackalloc byte[_prefix.Length + _form.Digits];
        if (Any(text, _prefix, 0, plain, (encoded, bytes) => Copy(encoded, bytes)))
        {
            return new SecretFinding(_form.Name, "");
        }

        if (Any(text, _hex, 0, plain, DecodeHex) || (!_hex.AsSpan().SequenceEqual(_upperHex) && Any(text, _upperHex, 0, plain, DecodeHex)))
        {
            return new SecretFinding(_form.Name, "in hexadecimal");
        }

        Span<byte> placed = stackalloc byte[plain.Length + 2];
        for (var before = 0; before < _base64.Length; before++)
        {
            if (Any(text, _base64[before], before, placed[..(plain.Length + before)], DecodeBase64))
            {
                return new SecretFinding(_form.Name, "in base64");
            }
        }

        return null;
    }

    private delegate bool Decode(ReadOnlySpan<byte> encoded, Span<byte> bytes);

    private bool Any(ReadOnlySpan<byte> text, byte[] marker, int before, Span<byte> bytes, Decode decode)
    {
        for (var from = 0; text[from..].IndexOf(marker) is >= 0 and var found; from += found + 1)
        {
            var start = from + found - SecretPatterns.FirstOwn(before);
            if (start >= 0 && decode(text[start..], bytes) && Is(bytes[before..]))
            {
                return true;
            }
        }

        return false;
    }

    private bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith(_prefix) && !bytes[_prefix.Length..].ContainsAnyExcept(_digits);

    private static bool Copy(ReadOnlySpan<byte> encoded, Span<byte> bytes) => encoded.Length >= bytes.Length && encoded[..bytes.Length].TryCopyTo(bytes);

    private static bool DecodeHex(ReadOnlySpan<byte> encoded, Span<byte> bytes) => encoded.Length >= 2 * bytes.Length
        && Convert.FromHexString(encoded[..(2 * bytes.Length)], bytes, out _, out var written) == OperationStatus.Done && written == bytes.Length;

    private static bool DecodeBase64(ReadOnlySpan<byte> encoded, Span<byte> bytes)
    {
        var (bits, count, written) = (0, 0, 0);
        foreach (var c in encoded)
        {
            var value = c switch
            {
                >= (byte)'A' and <= (byte)'Z' => c - 'A',
                >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
                (byte)'+' or (byte)'-' => 62,
                (byte)'/' or (byte)'_' => 63,
                _ => -1,
            };
            if (value < 0)
            {
                return false;
            }

            (bits, count) = (((bits << 6) | value) & 0xFFFF, count + 6);
            if (count >= 8)
            {
                count -= 8;
                bytes[written++] = (byte)(bits >> count);
                if (written == bytes.Length)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
