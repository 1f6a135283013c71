using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Transcripts.Pages;

public sealed class PageOptionsTests
{
    [Theory]
    [InlineData("Yes|No", "No", 1)]
    [InlineData("Yes|No", "**No**.", 1)]
    [InlineData("Yes|No", "B", 1)]
    [InlineData("Yes|No", "b)", 1)]
    [InlineData("Yes|No", "Option B", 1)]
    [InlineData("Yes|No", "B: No", 1)]
    [InlineData("Yes|No", "No (B)", 1)]
    [InlineData("Yes|No", "B: Yes", null)]
    [InlineData("A|B|C", "C", 2)]
    [InlineData("a|b|c", "B", 1)]
    [InlineData("B|A", "B", null)]
    [InlineData("B|A|AB", "AB", 2)]
    [InlineData("1|2|3", "2", 1)]
    [InlineData("5|6|7", "E (5)", 0)]
    [InlineData("3|5", "B (5)", 1)]
    [InlineData("3|5", "5", 1)]
    public void Words_name_an_option_by_text_or_key_and_never_two(string options, string vote, int? option)
    {
        var session = Make($"AI Roundtable Poll\nQ?\nOptions\n{string.Join('\n', options.Split('|').Select(o => $"- {o}"))}\nModel Responses\nAlpha\nVote: {vote}\nx.");
        var choice = session.Rounds[0].Ballots[0].Choice;
        if (option is { } index)
        {
            Assert.Equal(new Choice.Vote(index), choice);
        }
        else
        {
            // Ambiguous or contradictory: unparsed. What names nothing at all becomes an option that the page does not list.
            Assert.True(choice is Choice.Unparsed || session.Question.Options.Count > options.Split('|').Length);
        }
    }

    [Theory]
    [InlineData("C|C|A|B|A", "A|B|C")]
    [InlineData("No|Yes|No", "Yes|No")]
    [InlineData("10|9|9", "9|10")]
    [InlineData("Perhaps|Surely|Perhaps", "Perhaps|Surely")]
    [InlineData("B: No|A: Yes|B", "Yes|No")]
    [InlineData("**D**|Option B|D.", "B|D")]
    public void Missing_options_come_from_the_votes(string votes, string options)
    {
        var ballots = votes.Split('|').Select((v, i) => $"Model {i + 1}\nVote: {v}\nx.");
        var session = Make($"AI Roundtable Poll\nQ?\nOptions\nModel Responses\n{string.Join('\n', ballots)}");
        Assert.Equal(options.Split('|'), session.Question.Options);
        Assert.All(session.Rounds[0].Ballots, b => Assert.IsType<Choice.Vote>(b.Choice));
        Assert.Empty(session.Discrepancies!);
    }

    [Fact]
    public void Counts_that_depend_on_an_ambiguous_vote_are_not_checked_and_accuse_nobody()
    {
        var session = Make("AI Roundtable Poll · 3 models\nQ?\nResult: Majority — B (2/3 votes)\nOptions\n- B (2 votes)\n- A (1 votes)\nModel Responses\n"
            + "Alpha\nVote: B\nx.\nBeta\nVote: A\ny.\nGamma\nVote: B\nz.");
        Assert.Empty(session.Discrepancies!);
        Assert.Equal(3, session.Verdict.Final.Unparsed);
        Assert.Contains(session.Claims!.NotChecked, c => c.Contains("the key of one option and the text of another", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("| Yes | 2 |\n| No | 1 |")]
    [InlineData("Yes\n2 votes\nNo\n1 vote")]
    [InlineData("1. Yes (2 votes, 67%)\n2. No (1 vote, 33%)")]
    [InlineData("Yes — 2\nNo — 1")]
    [InlineData("**Yes**: 67% (2 votes)\n**No**: 33% (1 vote)")]
    public void Lists_are_read_in_the_shapes_in_use(string lines)
    {
        var page = TranscriptParser.Parse($"AI Roundtable Poll\nQ?\nOptions\n{lines}\nModel Responses\nAlpha\nVote: Yes\nx.").Single();
        Assert.Equal([("Yes", 2), ("No", 1)], page.Options.Select(o => (o.Text, o.Votes!.Value)));
    }

    [Fact]
    public void Numbers_that_belong_to_an_option_are_no_counts()
    {
        var page = TranscriptParser.Parse("AI Roundtable Poll\nWhich?\nOptions\nGPT-5\nWindow (3)\nRatio 3:1\nModel Responses\nAlpha\nVote: GPT-5\nx.").Single();
        Assert.Equal(["GPT-5", "Window (3)", "Ratio 3:1"], page.Options.Select(o => o.Text));
        Assert.All(page.Options, o => Assert.Null(o.Votes));
    }

    private static Session Make(string page) =>
        TranscriptSession.Make(TranscriptParser.Parse(page).Single(), new Receipt(0, default, default), "1abc", DateTimeOffset.UnixEpoch, "test", n => new ModelCard(n));
}
