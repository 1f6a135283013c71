using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Web.Site.Runs;

/// <summary>Which items of a run are shown.</summary>
/// <param name="Text">What their ids contain; empty for all.</param>
/// <param name="Only">One of <see cref="Kinds"/>; empty for all.</param>
public sealed record ItemFilter(string Text, string Only)
{
    /// <summary>Items about which not all seats that answered say the same, those that tie or have no verdict, and those with an answer missing.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["disputed", "undecided", "missing"];

    /// <summary>Whether an item passes; one whose ballots are not shown passes no filter that tells of them.</summary>
    public bool Has(RunPlan plan, ItemResult result, bool waits) =>
        (Text.Length == 0 || result.Id.Contains(Text, StringComparison.OrdinalIgnoreCase)) && (waits ? "waits" : Only) switch
        {
            "waits" => Only.Length == 0,
            "disputed" => result.Seats.Select(s => s.Answer).OfType<SeatAnswer.Vote>().Select(v => v.Option).Distinct().Count() > 1,
            "undecided" => ItemTally.Of(plan, result)?.Label is TallyLabel.Tie or TallyLabel.NoVerdict,
            "missing" => result.Seats.Any(s => s.Answer is SeatAnswer.Absent or SeatAnswer.Cut or SeatAnswer.Unreadable),
            _ => true,
        };
}
