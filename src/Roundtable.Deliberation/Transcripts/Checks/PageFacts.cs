using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>What a page's own ballots say, with which its claims are compared.</summary>
/// <param name="Page">The page.</param>
/// <param name="Options">Its options.</param>
/// <param name="Verdict">The verdict counted from its ballots.</param>
internal sealed record PageFacts(Transcript Page, PageOptions Options, Verdict Verdict)
{
    private const string DifferentWords = "the positions use different words, and whether they mean the same is not decided here";
    private const string UnreadBallots = "a ballot of the page could not be read, so its votes are not known in full";

    /// <summary>The counts.</summary>
    public Tally Tally => Verdict.Final;

    /// <summary>Hides options in sentences while they are parsed.</summary>
    public OptionMask Mask { get; } = new(Verdict.Options);

    /// <summary>Ballots that could not be read: each could be a vote for any option.</summary>
    public int Unread => Tally.Unparsed;

    /// <summary>How far positions of an open question agree; null for a question with options.</summary>
    public PositionAgreement? Positions { get; } = Page.IsOpen ? PositionAgreement.Of(Page) : null;

    /// <summary>The most votes that any option has.</summary>
    public int Most => Tally.Votes.DefaultIfEmpty(0).Max();

    /// <summary>Number of ballots.</summary>
    public int Ballots => Page.Ballots.Count;

    /// <summary>The votes by option, most first, as "3–2–1".</summary>
    public string Votes => string.Join("–", Tally.Votes.Where(v => v > 0).OrderDescending()) is { Length: > 0 } votes ? votes : "no votes";

    /// <summary>Why nothing that depends on every vote can be told; null where it can.</summary>
    public string? Unsure => Unread > 0 ? UnreadBallots : Positions is { } p && p.Fewest != p.Most ? DifferentWords : null;

    /// <summary>Which option words name, among options or, where votes count as positions, among those.</summary>
    public OptionMatch Find(string words)
    {
        if (Options.Texts.Count > 0)
        {
            return Options.Find(Mask.Show(words));
        }

        var bare = PageOptions.Bare(Mask.Show(words));
        var at = Verdict.Options.ToList().FindIndex(o => string.Equals(PageOptions.Bare(o), bare, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? default : new OptionMatch(at, false);
    }

    /// <summary>Whether an option can have so many votes: null where the ballots that could not be read decide it.</summary>
    public bool? CanHave(int option, int votes)
    {
        var counted = Tally.Votes[option];
        return Unsure is null ? counted == votes : Page.IsOpen ? null : votes < counted || votes > counted + Unread ? false : null;
    }
}
