using System.Globalization;

namespace Roundtable.Record.Entries;

/// <summary>
/// Exact decimals in a leaf. They are JSON strings, because a JSON number is read as a binary fraction; each value has one form: digits, and where there
/// is a fraction a point and digits that do not end in zero. No sign, no exponent.
/// </summary>
internal static class LeafDecimal
{
    /// <summary>The one form of a number that is not negative.</summary>
    /// <exception cref="ArgumentException">When it is negative.</exception>
    public static string Format(decimal value) => value >= 0
        ? value.ToString("0.############################", CultureInfo.InvariantCulture)
        : throw new ArgumentException($"A cost in a leaf is at least 0, not {value.ToString(CultureInfo.InvariantCulture)}.", nameof(value));

    /// <summary>Reads a number; forms that are not the one are for the caller to notice, by writing it again.</summary>
    /// <exception cref="FormatException">When the text is no such number.</exception>
    public static decimal Parse(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
