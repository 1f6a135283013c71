using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Tests.Deliberation.Ballots;

public sealed class OptionReaderTests
{
    private static readonly string[][] _questions =
    [
        ["Yes", "No"],
        ["Red", "Green", "Blue", "Dark blue"],
        ["1", "2", "3", "4"],
        ["20", "2", "0.5", "-1"],
        ["A", "B", "C"],
        ["D", "B", "A"],
        ["X", "1", "K2"],
        ["Option A", "Option B"],
        ["A) Tax", "B) No tax"],
        ["2 years", "3 years", "1 year"],
        ["C", "C++", "C#"],
        ["是", "否"],
        ["Yes.", "No!"],
        ["Abstain", "Object", "Vote"],
        ["I agree: fully", "I disagree"],
    ];

    [Fact]
    public void Keys_are_letters_as_a_rule_and_never_what_an_option_is()
    {
        Assert.Equal(["A", "B"], OptionKeys.For(["Yes", "No"]).Names);
        Assert.Equal(["A", "B", "C", "D"], OptionKeys.For(["1", "2", "3", "4"]).Names);
        Assert.Equal("Option 1", OptionKeys.For(["A", "B"]).Key(0));
        Assert.Equal("Option 2", OptionKeys.For(["X", "Y"]).Key(1));
        Assert.Equal("K1", OptionKeys.For(["X", "1"]).Key(0));
        Assert.Equal("X1", OptionKeys.For(["A", "K2"]).Key(0));
        Assert.Equal("A", OptionKeys.For(["是", "否"]).Key(0));
        foreach (var options in _questions)
        {
            var keys = OptionKeys.For(options);
            Assert.All(Enumerable.Range(0, options.Length), i => Assert.DoesNotContain(options, o => o == keys.Key(i) || o == keys.Names[i]));
        }
    }

    [Fact]
    public void The_count_does_not_depend_on_how_an_option_is_spelled_nor_on_the_order_in_which_it_was_shown()
    {
        var cases = from options in Gen.Elements(_questions)
                    from order in Gen.Shuffle(Enumerable.Range(0, options.Length).ToArray())
                    from at in Gen.Choose(0, options.Length - 1)
                    from spelling in Gen.Choose(0, Spellings("", "", "").Length - 1)
                    select (Options: options, Order: order, At: at, Spelling: spelling);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var keys = OptionKeys.For(c.Options);
            string[] shown = [.. c.Order.Select(o => c.Options[o])];
            var said = Spellings(keys.Key(c.At), keys.Label(c.At), shown[c.At])[c.Spelling];
            var read = new OptionReader(shown, keys).Read(said, out var ambiguity);
            return (read == c.At).Label($"{said} of {string.Join(" | ", shown)}: {read} {ambiguity}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData("Option 2", 2, "1|2|3|4")] // place and words agree
    [InlineData("2", 2, "1|2|3|4")]
    [InlineData("2.0", 2, "1|2|3|4")]
    [InlineData("2", 1, "2|1|3|4")] // an option that is a number is never a place
    [InlineData("Option 2", 0, "2|1|3|4")] // the second place, or the option "2"?
    [InlineData("B", 1, "B|A|C")] // the option's own words
    [InlineData("Option 2", 2, "B|A|C")]
    [InlineData("2", 2, "B|A|C")]
    [InlineData("A: No", 0, "Yes|No")]
    [InlineData("Yes (B)", 0, "Yes|No")]
    [InlineData("1. No", 0, "Yes|No")]
    [InlineData("1 or 2", 0, "Yes|No")]
    [InlineData("Yes or No", 0, "Yes|No")]
    [InlineData("A, B", 0, "Yes|No")]
    [InlineData("Yes, because it is fair", 0, "Yes|No")]
    [InlineData("neither", 0, "Yes|No")]
    [InlineData("3", 0, "Yes|No")]
    [InlineData("C+", 0, "C|C++|C#")]
    [InlineData("", 0, "Yes|No")]
    [InlineData("**", 0, "Yes|No")]
    public void What_can_mean_two_options_or_none_is_not_read(string said, int place, string shown)
    {
        var options = shown.Split('|');
        Assert.Equal(place == 0 ? null : place - 1, new OptionReader(options, OptionKeys.For(options)).Read(said, out _));
    }

    [Fact]
    public void No_text_makes_it_throw_or_name_an_option_that_is_not_there() =>
        Prop.ForAll(
            (from options in Gen.Elements(_questions) from said in Gen.Elements("A B1.(Option)*\"'[]: -#\ud800é".ToCharArray()).ArrayOf() select (options, said)).ToArbitrary(),
            c => new OptionReader(c.options, OptionKeys.For(c.options)).Read(new string(c.said), out _) is null or >= 0).QuickCheckThrowOnFailure();

    private static string[] Spellings(string key, string label, string words) =>
    [
        key, key.ToLowerInvariant(), $"{key}.", $"({key})", $"[{key}]", $"**{key}**", $"\"{key}\"", $" {key} ", label, label.ToUpperInvariant(), $"{label}.",
        words, words.ToUpperInvariant(), $" {words} ", $"\"{words}\"", $"**{words}**", $"“{words}”", $"`{words}`",
        $"{label}: {words}", $"{key}: {words}", $"{key}. {words}", $"{key}) {words}", $"{key} ({words})", $"{key} - {words}", $"**{key}: {words}**", $"{words} ({key})",
    ];
}
