namespace Roundtable.Corpus.Formats.Json;

/// <summary>The grammar of numbers (RFC 8259, section 6).</summary>
internal static class JsonNumbers
{
    /// <summary>The length in bytes of the number that begins here; -1 for none.</summary>
    public static int Length(ReadOnlySpan<byte> json)
    {
        var at = json[0] == (byte)'-' ? 1 : 0;
        var whole = Digits(json, at);
        if (whole == 0 || (whole > 1 && json[at] == (byte)'0'))
        {
            return -1;
        }

        at += whole;
        if (at < json.Length && json[at] == (byte)'.')
        {
            var part = Digits(json, at + 1);
            if (part == 0)
            {
                return -1;
            }

            at += 1 + part;
        }

        if (at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < json.Length && json[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            var power = Digits(json, at);
            if (power == 0)
            {
                return -1;
            }

            at += power;
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        if (at >= json.Length)
        {
            return 0;
        }

        var other = json[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return other < 0 ? json.Length - at : other;
    }
}
