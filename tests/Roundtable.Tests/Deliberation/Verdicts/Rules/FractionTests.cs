using System.Text.Json;
using Roundtable.Deliberation.Verdicts.Rules;

namespace Roundtable.Tests.Deliberation.Verdicts.Rules;

public sealed class FractionTests
{
    [Theory]
    [InlineData(4, 6, "2/3")]
    [InlineData(6, 3, "2")]
    [InlineData(1, -2, "-1/2")]
    [InlineData(-3, -6, "1/2")]
    [InlineData(0, -5, "0")]
    public void It_is_in_lowest_terms_and_its_numerator_has_the_sign(int numerator, int denominator, string expected)
    {
        var fraction = new Fraction(numerator, denominator);
        Assert.Equal(expected, fraction.ToString());
        Assert.Equal((double)numerator / denominator, fraction.ToDouble(), 1e-15);
        Assert.Equal(fraction, JsonSerializer.Deserialize<Fraction>(JsonSerializer.Serialize(fraction)));
        Assert.Equal($"\"{expected}\"", JsonSerializer.Serialize(fraction));
    }

    [Fact]
    public void A_denominator_of_zero_is_refused() =>
        Assert.Contains("denominator", Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Sums_products_and_comparisons_are_exact()
    {
        Fraction third = new(1, 3), half = new(1, 2);
        Assert.Equal(new Fraction(5, 6), third + half);
        Assert.Equal(new Fraction(1, 6), third * half);
        Assert.Equal(Fraction.One, third + third + third);
        Assert.True(third < half && third <= half && half > third && half >= third && third <= new Fraction(2, 6) && third >= new Fraction(2, 6));
        Assert.False(half < third || half <= third || third > half || third >= half || third < new Fraction(2, 6) || third > new Fraction(2, 6));
        Assert.Equal(1, third.CompareTo(null));
    }

    [Theory]
    [InlineData(0.8, "4/5")]
    [InlineData(0.1, "1/10")]
    [InlineData(1, "1")]
    [InlineData(0.333, "333/1000")]
    public void A_decimal_is_what_was_written(double value, string expected) => Assert.Equal(expected, Fraction.Of(value).ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("\"\"")]
    [InlineData("\"1/0\"")]
    [InlineData("\"1/-2\"")]
    [InlineData("\"1/2/3\"")]
    [InlineData("\"x/2\"")]
    [InlineData("\"1/x\"")]
    [InlineData("\"0.5\"")]
    public void Other_texts_are_refused(string json) =>
        Assert.Contains("must be a string such as", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Fraction>(json)).Message, StringComparison.Ordinal);
}
