using System.Globalization;
using System.Net;
using Roundtable.Record.Languages;

namespace Roundtable.Tests.Record.Languages;

/// <summary>Messages with values, in several languages.</summary>
public sealed class MessageTests
{
    private const string Rows = "{0, plural, one {# row} other {# rows}} of {1}";

    private static readonly Language _arabic = new(
        CultureInfo.GetCultureInfo("ar"),
        "العربية",
        isRightToLeft: true,
        PluralRules.Parse("zero: n = 0; one: n = 1; two: n = 2; few: n % 100 = 3..10; many: n % 100 = 11..99"),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Rows] = "{1}: {0, plural, zero {لا صفوف} one {صف واحد} two {صفان} few {# صفوف} many {# صفًا} other {# صف}}",
        });

    [Theory]
    [InlineData(0, "0 rows of a.jsonl")]
    [InlineData(1, "1 row of a.jsonl")]
    [InlineData(12345, "12,345 rows of a.jsonl")]
    public void English_has_two_forms(int rows, string expected) => Assert.Equal(expected, Language.English.Of(Rows, [rows, "a.jsonl"]));

    [Theory]
    [InlineData(0, "x: لا صفوف")]
    [InlineData(1, "x: صف واحد")]
    [InlineData(2, "x: صفان")]
    [InlineData(7, "x: 7 صفوف")]
    [InlineData(103, "x: 103 صفوف")]
    [InlineData(26, "x: 26 صفًا")]
    [InlineData(100, "x: 100 صف")]
    public void Arabic_has_six(int rows, string expected) => Assert.Equal(expected, _arabic.Of(Rows, [rows, "x"]));

    [Fact]
    public void Numbers_that_stand_for_themselves_are_left_as_they_are()
    {
        var german = new Language(CultureInfo.GetCultureInfo("de"), "Deutsch", false, PluralRules.Parse("one: n = 1"), new Dictionary<string, string>());
        Assert.Equal("leaf 12345, 12.345 bytes", german.Of("leaf {0}, {0, number} bytes", [12345]));
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("de-AT")]
    public void Days_are_the_same_days_in_every_language(string tag)
    {
        var language = new Language(CultureInfo.GetCultureInfo(tag), tag, false, PluralRules.Parse(""), new Dictionary<string, string>());
        Assert.Equal("2026-11-30", new DateOnly(2026, 11, 30).ToString("yyyy-MM-dd", language.Culture));
        Assert.Equal(tag, language.Tag);
    }

    [Fact]
    public void A_form_for_one_number_alone_comes_before_the_others() =>
        Assert.Equal("none", Language.English.Of("{0, plural, =0 {none} one {one} other {#}}", [0]));

    [Fact]
    public void Values_are_escaped_and_texts_are_not() => Assert.Equal(
        "<b>&lt;i&gt; {0}</b>",
        Language.English.Of("<b>{0}</b>", ["<i> {0}"], WebUtility.HtmlEncode));

    [Theory]
    [InlineData("a } b")]
    [InlineData("{a}")]
    [InlineData("{0")]
    [InlineData("{0, plural, one {# row}}")]
    [InlineData("{0, date}")]
    public void What_is_no_message_is_refused(string text) => Assert.Throws<FormatException>(() => Message.Parse(text));

    [Fact]
    public void A_value_that_is_not_there_is_refused() => Assert.Throws<FormatException>(() => Language.English.Of("{0} {1}", ["a"]));
}
