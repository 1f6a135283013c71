using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Imports;

namespace Roundtable.Tests.Deliberation.Transcripts;

/// <summary>Pages of our own in four forms, honest and with one fault, each in many looks: a fault is found in all of them, and nothing else in any.</summary>
public sealed class PageClaimsTests
{
    private static readonly string[][] _renamed =
    [
        ["Approve", "Reject", "Postpone", "Repeat"],
        ["Plan 9 (with a bridge)", "Plan 8: no bridge", "Neither plan", "Route 66 - by night"],
        ["はい", "いいえ", "まだ", "もう一度"],
        ["A longer answer, in several words", "Another one; also long", "The third", "Fourth"],
    ];

    public static TheoryData<string> Honest => [.. HonestPages.All.Keys];

    public static TheoryData<string> Faulty => [.. FaultyPages.All.Keys];

    [Theory]
    [MemberData(nameof(Honest))]
    public void An_honest_page_has_no_finding_however_it_is_shown(string name)
    {
        var page = HonestPages.All[name];
        foreach (var look in Looks())
        {
            foreach (var text in (string[])[page.Text(look), HtmlLines.Of(page.Html(look))])
            {
                var session = Make(text);
                Assert.True(session.Discrepancies!.Count == 0, $"{text}\n\n{string.Join('\n', session.Discrepancies!)}");
                Assert.Equal(page.Ballots.Count, session.Rounds.Single().Ballots.Count);
                Assert.Equal(PageDraft.Filled(page.Question, look), session.Question.Text);
                Assert.Equal(session.Claims!.Made, session.Claims.Checked + session.Claims.NotChecked.Count);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_planted_fault_is_found_however_the_page_is_shown_and_nothing_else(string name)
    {
        var (page, says) = FaultyPages.All[name];
        foreach (var look in Looks())
        {
            foreach (var text in (string[])[page.Text(look), HtmlLines.Of(page.Html(look))])
            {
                var found = Make(text).Discrepancies!;
                Assert.True(found.Count == 1, $"{text}\n\n{string.Join('\n', found)}");
                Assert.Contains(PageDraft.Filled(says, look), found[0], StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void There_are_enough_pages_of_each_form()
    {
        var pages = HonestPages.All.Values.Concat(FaultyPages.All.Values.Select(f => f.Page)).ToList();
        Assert.True(HonestPages.All.Count >= 12 && FaultyPages.All.Count >= 12);
        Assert.All(["Poll", "Debate", "Open Poll", "Open Debate"], form => Assert.True(pages.Count(p => p.Title.StartsWith($"AI Roundtable {form} ", StringComparison.Ordinal)) >= 4));
    }

    private static IEnumerable<PageLook> Looks()
    {
        yield return new PageLook();
        for (var i = 0; i < _renamed.Length; i++)
        {
            yield return new PageLook { Renamed = _renamed[i] };
            yield return new PageLook { Renamed = _renamed[i], NamesBy = i + 1, Shuffled = i };
        }

        for (var seed = 0; seed < TestDepth.Of(6, 60); seed++)
        {
            yield return new PageLook { NamesBy = seed % 6, Shuffled = seed };
        }
    }

    private static Session Make(string text) =>
        TranscriptSession.Make(TranscriptParser.Parse(text).Single(), new Receipt(0, default, default), "1abc", DateTimeOffset.UnixEpoch, "test", n => new ModelCard(n));
}
