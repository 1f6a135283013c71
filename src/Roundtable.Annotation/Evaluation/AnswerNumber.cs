using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Roundtable.Annotation.Evaluation;

/// <summary>A number in an answer, exactly: a fraction in lowest terms, so that 0.5, 1/2 and 5e-1 are equal.</summary>
public readonly partial record struct AnswerNumber
{
    private const int MaxDigits = 400;

    private AnswerNumber(BigInteger numerator, BigInteger denominator, bool hasUnit)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator, HasUnit) = (numerator / divisor, denominator / divisor, hasUnit);
    }

    /// <summary>The numerator, with the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, positive.</summary>
    public BigInteger Denominator { get; }

    /// <summary>Whether a currency sign, a per cent sign or a unit stood beside it, which is not part of the value.</summary>
    public bool HasUnit { get; }

    /// <summary>
    /// Reads the number that a text gives as its answer: what follows the last <c>####</c>, what the last <c>\boxed{}</c> holds, what follows the last
    /// "answer is", "answer:" or "="; else the only number of the text. Null where there is none, or where there are several different ones and nothing
    /// says which is meant.
    /// </summary>
    public static AnswerNumber? Read(string text)
    {
        var given = Final(text);
        AnswerNumber? found = null;
        var numbers = 0;
        foreach (Match match in Numerals().Matches(given))
        {
            if (Value(match) is not { } value)
            {
                return null;
            }

            if (found is { } earlier && (earlier.Numerator != value.Numerator || earlier.Denominator != value.Denominator))
            {
                return null;
            }

            var bare = given.AsSpan().Trim().TrimEnd('.').Length == match.Value.AsSpan().Trim().Length && !match.Groups["sign"].Success;
            found = new AnswerNumber(value.Numerator, value.Denominator, !bare);
            numbers++;
        }

        // "two 2s" or "3 and 3" still name one value, but no unit.
        return numbers > 1 ? new AnswerNumber(found!.Value.Numerator, found.Value.Denominator, false) : found;
    }

    /// <summary>The value as text: an integer, a decimal fraction where it ends, else numerator/denominator. Equal values have equal texts.</summary>
    public override string ToString()
    {
        var (numerator, denominator) = (Numerator, Denominator);
        var decimals = 0;
        while (denominator % 10 == 0 || denominator % 2 == 0 || denominator % 5 == 0)
        {
            var factor = denominator % 10 == 0 ? 10 : denominator % 2 == 0 ? 2 : 5;
            (numerator, denominator, decimals) = (numerator * (10 / factor), denominator / factor, decimals + 1);
        }

        if (!denominator.IsOne)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
        }

        var digits = BigInteger.Abs(numerator).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var sign = numerator.Sign < 0 ? "-" : "";
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    private static string Final(string text)
    {
        var mark = text.LastIndexOf("####", StringComparison.Ordinal);
        if (mark >= 0)
        {
            return text[(mark + 4)..];
        }

        if (Boxed().Matches(text) is { Count: > 0 } boxes)
        {
            return boxes[^1].Groups[1].Value;
        }

        return Announced().Matches(text) is { Count: > 0 } announced ? text[(announced[^1].Index + announced[^1].Length)..] : text;
    }

    private static (BigInteger Numerator, BigInteger Denominator)? Value(Match match)
    {
        var whole = Decimal(match.Groups["number"].Value, match.Groups["exponent"].Value);
        if (whole is not { } value)
        {
            return null;
        }

        var (numerator, denominator) = value;
        if (match.Groups["over"] is { Success: true } over)
        {
            // A mixed number such as "1 1/2", or a plain fraction.
            var below = BigInteger.Parse(over.ValueSpan, CultureInfo.InvariantCulture);
            if (below.IsZero)
            {
                return null;
            }

            (numerator, denominator) = match.Groups["part"] is { Success: true } part
                ? ((numerator * below) + (denominator * BigInteger.Parse(part.ValueSpan, CultureInfo.InvariantCulture)), denominator * below)
                : (numerator, denominator * below);
        }

        return (match.Groups["minus"].Success ? -numerator : numerator, denominator);
    }

    private static (BigInteger Numerator, BigInteger Denominator)? Decimal(string number, string exponent)
    {
        var plain = string.Concat(number.Split(',', '\u00A0', '\u202F'));
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? plain : plain.Remove(point, 1);
        var power = exponent.Length == 0 ? 0
            : int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var e) ? e : int.MaxValue;
        if (digits.Length > MaxDigits || power is > MaxDigits or < -MaxDigits)
        {
            return null;
        }

        power -= point < 0 ? 0 : plain.Length - point - 1;
        var value = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return power >= 0 ? (value * BigInteger.Pow(10, power), BigInteger.One) : (value, BigInteger.Pow(10, -power));
    }

    [GeneratedRegex(@"\\boxed\s*\{((?:[^{}]|\{[^{}]*\})*)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Boxed();

    [GeneratedRegex(@"\banswer\s*(?:is|:|=)|=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Announced();

    // Thousands are grouped by commas or no-break spaces in threes; a decimal point needs digits after it, so that it is told from a full stop.
    [GeneratedRegex(
        @"(?<![\p{L}\d_])(?<minus>[-−–](?=[$€£¥₹.\d]))?(?<sign>[$€£¥₹]\s?)?(?<number>(?:\d{1,3}(?:[,\u00A0\u202F]\d{3})+|\d+)(?:\.\d+)?|\.\d+)"
            + @"(?:[eE](?<exponent>[+-]?\d+))?(?:(?:\s(?<part>\d+))?/(?<over>\d+))?(?![\d_])",
        RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Numerals();
}
