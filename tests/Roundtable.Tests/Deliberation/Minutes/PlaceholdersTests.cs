using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Tests.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Minutes;

/// <summary>What the program puts into a moderator's sentences.</summary>
public sealed class PlaceholdersTests
{
    private static readonly Proceedings _proceedings = Of(CountingRules.Current, "A A B B a", "A A A o -");

    private static readonly Proceedings _first = Of(CountingRules.First, "A A B B a", "A A A o -");

    [Theory]
    [InlineData("{votes:1}, {votes:2}, {votes: 3 }", "3 votes, no vote, no vote")]
    [InlineData("{first:1}, {first:2}", "2 votes, 2 votes")]
    [InlineData("{cast} of {invited}", "3 votes of 5 seats")]
    [InlineData("{changed}", "2 seats")]
    [InlineData("{abstained}, {objected}, {absent}", "no seat, 1 seat, 1 seat")]
    [InlineData("{rounds}", "2 rounds")]
    [InlineData("{option:1}, {option:3}", "“Option A”, “Option C”")]
    [InlineData("{seat:1} and { seat : 5 }", "Seat 1 and Seat 5")]
    [InlineData("nothing", "nothing")]
    public void Counts_names_and_results_are_those_of_the_ballots(string text, string expected)
    {
        Assert.Equal(expected, Placeholders.Fill(text, _proceedings, out var unknown));
        Assert.Null(unknown);
        Assert.Equal(expected, Placeholders.Fill(text, _first, out _));
    }

    [Fact]
    public void An_option_is_named_as_in_an_answer_and_in_format_1_by_its_number()
    {
        Assert.Equal("3 votes, “Option C”", Placeholders.Fill("{votes:Option A}, {option: Option C }", _proceedings, out _));
        Assert.Null(Placeholders.Fill("{votes:Option A}", _first, out _));
        Assert.Equal("3 votes", Placeholders.Fill("{votes:1 or so}", _first, out _));
        Assert.Null(Placeholders.Fill("{votes:1 or so}", _proceedings, out _));
    }

    [Theory]
    [InlineData("{votes:0}")]
    [InlineData("{votes:4}")]
    [InlineData("{first:4}")]
    [InlineData("{option:0}")]
    [InlineData("{option:4}")]
    [InlineData("{seat:0}")]
    [InlineData("{seat:6}")]
    [InlineData("{seat:123456789}")]
    [InlineData("{votes}")]
    [InlineData("{cast:1}")]
    [InlineData("{}")]
    public void The_first_that_cannot_be_filled_is_named(string placeholder)
    {
        Assert.Null(Placeholders.Fill($"{{rounds}}, {placeholder}, {{unheard-of}}", _proceedings, out var unknown));
        Assert.Equal(placeholder, unknown);
    }

    [Theory]
    [InlineData("A A A", "a unanimous vote", " of 3 of 3 seats")]
    [InlineData("A A B -", "a supermajority", " of 2 of 4 seats")]
    [InlineData("A A A B B", "a majority", " of 3 of 5 seats")]
    [InlineData("A A B C", "a plurality", " of 2 of 4 seats")]
    [InlineData("A B a", "a tie", " among 3 seats")]
    [InlineData("a -", "no verdict", " among 2 seats")]
    public void Results_have_their_words_and_their_denominator(string ballots, string words, string of)
    {
        Assert.Equal(words + of, Placeholders.Fill("{result}", Of(CountingRules.Current, ballots), out _));
        Assert.Equal(words, Placeholders.Fill("{result}", Of(CountingRules.First, ballots), out _));
    }

    [Fact]
    public void The_seats_that_are_named_are_known_and_placeholders_can_be_taken_out()
    {
        const string Text = "{seat:2} and {seat:12345678}, not {votes:3}, {seat} or {seat:123456789}.";
        Assert.Equal([2, 12345678], Placeholders.Seats(Text, CountingRules.Current));
        Assert.Equal(" …  and  … , not  … ,  …  or  … .", Placeholders.Remove(Text));
    }

    private static Proceedings Of(CountingRules rules, params string[] rounds)
    {
        var question = Table.Closed();
        var panel = Table.Panel(rounds[0].Split(' ').Length);
        return new Proceedings(question, panel, [.. rounds.Select((r, i) => Table.Round(i + 1, r))], [], Table.Verdict(rounds), rules);
    }
}
