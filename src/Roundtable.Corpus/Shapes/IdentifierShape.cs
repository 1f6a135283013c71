using System.Buffers;

namespace Roundtable.Corpus.Shapes;

/// <summary>Whether a value is an identifier, an address, a hash, a date or a number: nothing that somebody wrote as text.</summary>
internal static class IdentifierShape
{
    private const int MinHash = 8;

    private static readonly SearchValues<byte> _hexadecimal = SearchValues.Create("0123456789abcdefABCDEF-"u8);
    private static readonly SearchValues<byte> _number = SearchValues.Create("0123456789+-.,:eETZ/% "u8);
    private static readonly SearchValues<byte> _identifier =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/+=#@~%?&|"u8);

    /// <summary>Whether a value is one.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        var hasDigit = value.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
        return (hasDigit && value.IndexOfAnyExcept(_number) < 0)
            || (value.Length >= MinHash && hasDigit && value.IndexOfAnyExcept(_hexadecimal) < 0)
            || (value.IndexOfAnyExcept(_identifier) < 0
                && (value.IndexOf("://"u8) >= 0 || (hasDigit && value.Length >= MinHash) || value.IndexOf((byte)'/') > 0));
    }
}
