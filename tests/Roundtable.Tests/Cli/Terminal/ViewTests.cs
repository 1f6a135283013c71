using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Tests.Cli.Terminal;

public sealed class ViewTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "␛[31mred␛[0m")]
    [InlineData("a\u009b2Jb", "a<U+009B>2Jb")]
    [InlineData("\u202eevil\u202c", "<U+202E>evil<U+202C>")]
    [InlineData("bell\a back\b nul\0 del\u007f", "bell␇ back␈ nul␀ del␡")]
    [InlineData("a\r\nb\rc\td", "a\nb␍c\td")]
    [InlineData("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>")]
    [InlineData("tag\U000E0041", "tag<U+E0041>")]
    [InlineData("naïve 日本 👩‍👩‍👧", "naïve 日本 👩‍👩‍👧")]
    public void Control_characters_are_shown_not_sent(string text, string shown) => Assert.Equal(shown, Neutralise.Text(text));

    [Fact]
    public void Nothing_that_a_terminal_obeys_is_left()
    {
        var every = string.Concat(Enumerable.Range(0, 0x3000).Where(c => c is < 0xD800 or > 0xDFFF).Select(c => (char)c));
        var shown = Neutralise.Text(every);
        Assert.DoesNotContain(shown, c => (char.IsControl(c) && c is not ('\n' or '\t')) || Neutralise.IsHidden(c));
        Assert.DoesNotContain(Neutralise.Line(every), char.IsControl);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void Every_sample_is_shown_within_the_width_and_without_escapes(int width)
    {
        foreach (var session in SampleSessions.All().Append(SampleSessions.Hostile("\u001b[2J[red]x[/] [[ ] \u202e")))
        {
            foreach (var view in new[] { VerdictView.Of(session, width), MinutesView.Of(session), BallotsView.Of(session) })
            {
                var text = Render(view, width);
                Assert.DoesNotContain('\u001b', text);
                Assert.DoesNotContain('\u202e', text);
                Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
            }
        }
    }

    [Fact]
    public void The_verdict_says_all_that_a_reader_needs()
    {
        var text = Render(VerdictView.Of(SampleSessions.ClosedDebate() with { Simulated = true }, 100), 100);
        Assert.Contains("SIMULATED", text, StringComparison.Ordinal);
        Assert.Contains("Unanimous: Yes, 3 of 5 seats; 1 objected, 1 absent", text, StringComparison.Ordinal);
        Assert.Contains("5 seats invited: 3 voted, 1 objected, 1 absent.", text, StringComparison.Ordinal);
        Assert.Contains("2 → 3", text, StringComparison.Ordinal);
        Assert.Contains("Seat 2 moved from No to Yes in round 2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("herding", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SIMULATED", Render(VerdictView.Of(SampleSessions.ClosedDebate(), 100), 100), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 3, 2 }, 0, 0, 0, 0, 1, "Majority: Yes, 3 of 5 seats; 2 voted otherwise")]
    [InlineData(new[] { 2, 1 }, 1, 0, 0, 1, 1, "Supermajority: Yes, 2 of 5 seats; 1 voted otherwise, 1 abstained, 1 absent")]
    [InlineData(new[] { 0, 1 }, 0, 0, 0, 0, 1, "Unanimous: No, 1 of 1 seat")]
    [InlineData(new[] { 4, 0 }, 0, 0, 1, 1, 1, "Unanimous: Yes, 4 of 7 seats; 1 refused, 1 unreadable, 1 absent")]
    [InlineData(new[] { 3, 3 }, 1, 0, 0, 0, 1, "Tie: Yes and No, 3 each of 7 seats; 1 abstained")]
    [InlineData(new[] { 1, 0 }, 0, 0, 0, 3, 3, "No verdict: 1 vote of 4 seats where 3 are needed; 3 absent")]
    [InlineData(new[] { 1, 0 }, 0, 2, 0, 0, 1, "No verdict: 2 objections outnumber 1 vote of 3 seats")]
    public void The_headline_states_its_denominator(int[] votes, int abstentions, int objections, int refusedAndUnreadable, int absent, int quorum, string headline)
    {
        var tally = new Tally(votes, abstentions, objections, refusedAndUnreadable, refusedAndUnreadable, absent, quorum);
        Assert.Equal(headline, VerdictText.Headline(tally, ["Yes", "No"]));
    }

    internal static string Render(IRenderable view, int width)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Write(view);
        return output.ToString();
    }
}
