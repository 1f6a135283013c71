using Roundtable.Annotation.Evaluation;

namespace Roundtable.Tests.Annotation.Evaluation;

public sealed class AnswerNumberTests
{
    [Theory]
    [InlineData("1,000", "1000")]
    [InlineData("1000.0", "1000")]
    [InlineData("1e3", "1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("0.5", "0.5")]
    [InlineData("1/2", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("2/6", "1/3")]
    [InlineData("1 1/2", "1.5")]
    [InlineData("-3", "-3")]
    [InlineData("−3", "-3")]
    [InlineData("-0", "0")]
    [InlineData("- 18 apples", "18")]
    [InlineData("-$5", "-5")]
    [InlineData("12345678901234567890123456789012", "12345678901234567890123456789012")]
    [InlineData("Tom pays 3 and keeps 5. #### 1,234", "1234")]
    [InlineData("so x = 7 and then \\boxed{8}.", "8")]
    [InlineData("3 apples and 4 pears make 7. The answer is 7.", "7")]
    [InlineData("3 + 4 = 7", "7")]
    [InlineData("It is 42.", "42")]
    [InlineData("42, I repeat: 42", "42")]
    public void The_value_is_read(string text, string expected) => Assert.Equal(expected, AnswerNumber.Read(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("3 or 4")]
    [InlineData("10-12")]
    [InlineData("1,2,3")]
    [InlineData("1/0")]
    [InlineData("1e999999999")]
    [InlineData("H2O")]
    [InlineData("The answer is 3 or 4")]
    public void What_names_no_single_number_is_not_read(string text) => Assert.Null(AnswerNumber.Read(text));

    [Theory]
    [InlineData("$18", true)]
    [InlineData("18 dollars", true)]
    [InlineData("18%", true)]
    [InlineData("18", false)]
    [InlineData(" 18. ", false)]
    [InlineData("#### 18", false)]
    public void A_unit_is_left_out_and_told(string text, bool expected)
    {
        var number = AnswerNumber.Read(text);
        Assert.Equal("18", number?.ToString());
        Assert.Equal(expected, number?.HasUnit);
    }
}
