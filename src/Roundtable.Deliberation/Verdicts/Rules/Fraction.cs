using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>An exact fraction for scores: three thirds of a vote are one vote, and equal scores compare equal.</summary>
[JsonConverter(typeof(FractionJsonConverter))]
public sealed record Fraction : IComparable<Fraction>
{
    /// <summary>Creates a fraction in lowest terms.</summary>
    /// <exception cref="DivideByZeroException">When <paramref name="denominator"/> is 0.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("The denominator of a fraction cannot be 0.");
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    /// <summary>0.</summary>
    public static Fraction Zero { get; } = new(0, 1);

    /// <summary>1.</summary>
    public static Fraction One { get; } = new(1, 1);

    /// <summary>The numerator; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator; above 0.</summary>
    public BigInteger Denominator { get; }

    /// <summary>The nearest double.</summary>
    public double ToDouble() => (double)Numerator / (double)Denominator;

    /// <summary>The value of the shortest decimal text that names <paramref name="value"/>: 0.8 is 4/5.</summary>
    /// <exception cref="OverflowException">When <paramref name="value"/> is not a number or beyond a decimal's range.</exception>
    public static Fraction Of(double value)
    {
        // Converting double to decimal rounds to 15 significant digits, which recovers the 0.8 that was written.
        var number = (decimal)value;
        var scale = BigInteger.Pow(10, number.Scale);
        return new((BigInteger)(number * (decimal)scale), scale);
    }

    /// <inheritdoc/>
    public int CompareTo(Fraction? other) =>
        other is null ? 1 : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>As <c>7/2</c>, or <c>3</c> for a whole number.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction left, Fraction right) => left.Add(right);

    /// <summary>Product.</summary>
    public static Fraction operator *(Fraction left, Fraction right) => left.Multiply(right);

    /// <summary>Whether the left is less.</summary>
    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left is greater.</summary>
    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left is not greater.</summary>
    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left is not less.</summary>
    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <summary>Sum.</summary>
    public Fraction Add(Fraction other) =>
        new((Numerator * other.Denominator) + (other.Numerator * Denominator), Denominator * other.Denominator);

    /// <summary>Product.</summary>
    public Fraction Multiply(Fraction other) => new(Numerator * other.Numerator, Denominator * other.Denominator);
}
