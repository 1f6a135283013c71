using Roundtable.Record.Languages;

namespace Roundtable.Tests.Record.Languages;

/// <summary>The plural rules of CLDR, of which the samples are, too.</summary>
public sealed class PluralRulesTests
{
    private const string Polish = "one: i = 1; few: i % 10 = 2..4 and i % 100 != 12..14; "
        + "many: i != 1 and i % 10 = 0..1 or i % 10 = 5..9 or i % 100 = 12..14";

    [Theory]
    [InlineData(Polish, "one", 1)]
    [InlineData(Polish, "few", 2, 4, 22, 34, 102, 1002)]
    [InlineData(Polish, "many", 0, 5, 12, 14, 19, 100, 1000, 112)]
    [InlineData("", "other", 0, 1, 2, 100)]
    [InlineData("one: n = 0,1", "one", 0, 1)]
    [InlineData("one: n = 0,1", "other", 2, 10)]
    public void Numbers_have_their_form(string rules, string form, params int[] numbers) =>
        Assert.All(numbers, number => Assert.Equal(form, PluralRules.Parse(rules).Form(number)));

    [Theory]
    [InlineData("one n = 1")]
    [InlineData("one: v = 0")]
    [InlineData("one: n = x")]
    public void What_is_no_rule_is_refused(string rules) => Assert.Throws<FormatException>(() => PluralRules.Parse(rules));
}
