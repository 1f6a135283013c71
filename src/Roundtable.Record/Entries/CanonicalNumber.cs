using System.Globalization;
using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>Numbers in ECMAScript's notation: ECMA-262, Number::toString with radix 10, as RFC 8785 section 3.2.2.3 requires.</summary>
internal static class CanonicalNumber
{
    /// <summary>The shortest decimal that parses to <paramref name="value"/>; negative zero is "0".</summary>
    /// <exception cref="JsonException">When <paramref name="value"/> is not finite.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new JsonException("A number that is not finite or is out of range for a double has no JSON form.");
        }

        if (value == 0)
        {
            return "0";
        }

        // .NET's E16 is not the shortest form, "R" is: digits, an optional point, an optional exponent.
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var n = exponent + (point < 0 ? mantissa.Length : point); // the value is 0.digits × 10^n
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        n -= leading;
        digits = digits.Trim('0');
        return (value < 0 ? "-" : "") + Place(digits, n);
    }

    private static string Place(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
        {
            return digits + new string('0', n - k);
        }

        if (n is > 0 and <= 21)
        {
            return digits[..n] + "." + digits[n..];
        }

        if (n is > -6 and <= 0)
        {
            return "0." + new string('0', -n) + digits;
        }

        var mantissa = k == 1 ? digits : digits[..1] + "." + digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(n > 0 ? "+" : "-")}{Math.Abs(n - 1)}");
    }
}
