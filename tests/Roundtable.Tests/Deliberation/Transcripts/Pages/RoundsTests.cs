using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Transcripts.Pages;

/// <summary>Pages that show the ballots of several rounds: the last one counts, and what was said before can be quoted.</summary>
public sealed class RoundsTests
{
    private static readonly string[] _first = ["Aldebaran", "Vote: No", "Almanacs are sold, not kept.", "Borealis", "Vote: Yes", "The swallows left.", "Cygnus", "Vote: No", "Warm nights."];
    private static readonly string[] _second = ["Aldebaran", "Vote: Yes", "The swallows decide it.", "Borealis", "Vote: Yes", "I stand by it.", "Cygnus", "Vote: No", "Still warm."];

    [Theory]
    [InlineData("Round 1", "Round 2")]
    [InlineData("## Round 1: Opening", "## Round 2: Rebuttals")]
    [InlineData("Round One", "Round Two")]
    [InlineData("First round", "Final Round")]
    [InlineData("Initial votes", "Revised votes")]
    [InlineData("Round 1 of 2", "Round 2 of 2")]
    [InlineData(null, "Round 2")]
    [InlineData(null, null)]
    public void The_last_round_counts_and_that_earlier_ones_do_not_is_told(string? one, string? two)
    {
        var session = Make("AI Roundtable Debate · 3 models", [.. Line(one), .. _first, .. Line(two), .. _second]);
        Assert.Equal([0, 0, 1], session.Rounds.Single().Ballots.Select(b => ((Choice.Vote)b.Choice).Option));
        Assert.Equal(["Aldebaran", "Borealis", "Cygnus"], session.Panel.Select(s => s.Name));
        Assert.Empty(session.Discrepancies!);
        var told = $"Line {(one is null ? 7 : 8)}: \"3 ballots of earlier rounds\" (only the last round that the page shows is counted)";
        Assert.Contains(session.Claims!.NotChecked, n => n.StartsWith(told, StringComparison.Ordinal));
        Assert.DoesNotContain("Round", session.Rounds[0].Ballots[2].Reasoning, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_said_in_an_earlier_round_can_be_quoted_and_what_nobody_said_cannot()
    {
        string[] page = ["Round 1", .. _first, "Round 2", .. _second, "Final Summary", "Aldebaran argued: 'Almanacs are sold, not kept'."];
        Assert.Empty(Make("AI Roundtable Debate · 3 models", page).Discrepancies!);
        page[^1] = "Borealis argued: 'Almanacs are sold, not kept'.";
        Assert.Contains("Aldebaran", Assert.Single(Make("AI Roundtable Debate · 3 models", page).Discrepancies!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_heading_inside_somebody_s_reasons_is_no_round()
    {
        string[] page = ["Aldebaran", "Vote: Yes", "I think in rounds.", "Round 2", "So, yes.", "Borealis", "Vote: No", "No."];
        var session = Make("AI Roundtable Poll · 2 models", page);
        Assert.Equal(2, session.Rounds[0].Ballots.Count);
        Assert.Empty(session.Discrepancies!);

        // The same model twice in a poll is a second ballot, as before.
        Assert.Single(Make("AI Roundtable Poll · 2 models", [.. page[..3], .. page]).Discrepancies!, d => d.Contains("second ballot", StringComparison.Ordinal));
    }

    private static string[] Line(string? heading) => heading is null ? [] : [heading];

    private static Session Make(string title, string[] lines) => TranscriptSession.Make(
        TranscriptParser.Parse(string.Join('\n', [title, "Will the frost come early?", "Options", "- Yes", "- No", .. lines])).Single(),
        new Receipt(0, default, default), "1abc", DateTimeOffset.UnixEpoch, "test", n => new ModelCard(n));
}
