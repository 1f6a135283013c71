using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;

namespace Roundtable.Web.Site.Layout;

/// <summary>The passage of a ballot that a sentence of the minutes rests on.</summary>
/// <param name="Ballot">The cited ballot.</param>
/// <param name="Parts">The passage in parts; what the sentence quotes is marked.</param>
public sealed record Excerpt(Ballot Ballot, IReadOnlyList<(string Text, bool Marked)> Parts)
{
    private const int Most = 600;
    private const int Before = 120;

    /// <summary>The passages that a sentence cites, in its order.</summary>
    public static IReadOnlyList<Excerpt> Of(Session session, Sentence sentence) =>
    [
        .. sentence.Ballots
            .Select(id => session.Rounds.SelectMany(r => r.Ballots).FirstOrDefault(b => b.Id == id))
            .OfType<Ballot>()
            .Select(b => new Excerpt(b, Cut(BallotText.Said(b), QuotedPassages.In(sentence.Text, BallotText.Said(b))))),
    ];

    private static List<(string Text, bool Marked)> Cut(string said, IReadOnlyList<Range> marked)
    {
        var spans = marked.Select(r => r.GetOffsetAndLength(said.Length)).OrderBy(s => s.Offset).ToList();
        var start = spans.Count > 0 && spans[0].Offset > Before ? said.LastIndexOf(' ', spans[0].Offset - Before) + 1 : 0;
        var end = Math.Min(said.Length, Math.Max(start + Most, spans.Count > 0 ? spans[0].Offset + spans[0].Length : 0));
        List<(string, bool)> parts = start > 0 ? [("… ", false)] : [];
        var at = start;
        foreach (var (offset, length) in spans.Where(s => s.Offset >= start && s.Offset + s.Length <= end))
        {
            if (offset >= at)
            {
                parts.Add((said[at..offset], false));
                parts.Add((said[offset..(offset + length)], true));
                at = offset + length;
            }
        }

        parts.Add((said[at..end] + (end < said.Length ? " …" : ""), false));
        return parts;
    }
}
