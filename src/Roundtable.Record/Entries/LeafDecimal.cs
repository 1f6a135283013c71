using System.Globalization;

namespace Roundtable.Record.Entries;

/// <summary>
/// Exact decimals in a leaf. They are JSON strings, because JSON numbers are commonly parsed as binary floating point. The canonical form is digits,
/// followed by a point and further digits without trailing zeros if there is a fraction; no sign, no exponent.
/// </summary>
internal static class LeafDecimal
{
    /// <summary>The canonical form of a non-negative number.</summary>
    /// <exception cref="ArgumentException">When it is negative.</exception>
    public static string Format(decimal value) => value >= 0
        ? value.ToString("0.############################", CultureInfo.InvariantCulture)
        : throw new ArgumentException($"A cost in a leaf is at least 0, not {value.ToString(CultureInfo.InvariantCulture)}.", nameof(value));

    /// <summary>Parses a number. Whether the form is canonical is checked by the caller, who formats it again.</summary>
    /// <exception cref="FormatException">When the text is not a non-negative decimal.</exception>
    public static decimal Parse(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
