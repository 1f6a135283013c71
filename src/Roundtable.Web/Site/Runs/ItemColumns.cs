using System.Globalization;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Web.Site.Tables;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Runs;

/// <summary>An item of a run in a table. Of one that waits for people nothing is told that the panel said.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Item">What the panel said.</param>
/// <param name="Waits">Whether people are to label it first.</param>
public sealed record ItemRow(RunPlan Plan, ItemResult Item, bool Waits)
{
    /// <summary>The tally; null where the run asks for no choice, and where the item waits.</summary>
    public Tally? Tally { get; } = Waits ? null : ItemTally.Of(Plan, Item);

    /// <summary>The option that leads; null where none does.</summary>
    public string? Leader => Tally is { Leader: { } leader }
        ? (Item.Options ?? (Plan.Question is RunQuestion.Choice choice ? choice.Options : [])).ElementAtOrDefault(leader) : null;

    /// <summary>How many answers cannot be read or are not there; null where the item waits.</summary>
    public int? Missing => Waits ? null : Item.Seats.Count(static s => s.Answer is SeatAnswer.Absent or SeatAnswer.Cut or SeatAnswer.Unreadable);
}

/// <summary>The columns of the table of a run's items.</summary>
internal static class ItemColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableColumn<ItemRow>> All { get; } =
    [
        new("id", TLater("Item"), r => r.Item.Id)
        {
            Cell = r => TableCell.Link($"/runs/{r.Plan.Id}/items?q={Uri.EscapeDataString(r.Item.Id)}", r.Item.Id),
            Sorts = true,
        },
        new("place", TLater("Place"), r => (r.Item.Index + 1).ToString(CultureInfo.InvariantCulture))
        {
            Json = r => r.Item.Index + 1,
            Order = r => r.Item.Index,
            Sorts = true,
            IsNumber = true,
        },
        new("label", TLater("Verdict"), r => r.Waits ? T("waits for people") : r.Tally is { } tally ? Named(tally.Label) : "–")
        {
            Json = r => r.Tally is { } tally ? Kebab.Name(tally.Label) : null,
            Order = r => r.Tally?.Label,
            Sorts = true,
        },
        new("leader", TLater("Leads"), r => r.Leader ?? "–") { Json = r => r.Leader, Sorts = true },
        new("votes", TLater("Votes"), r => r.Tally is { } tally ? T("{0} of {1}", tally.Votes.DefaultIfEmpty().Max(), tally.Cast) : "–")
        {
            Json = r => r.Tally?.Votes.DefaultIfEmpty().Max(),
            Order = r => r.Tally is { Cast: > 0 } tally ? (double)tally.Votes.Max() / tally.Cast : null,
            Sorts = true,
            IsNumber = true,
        },
        new("missing", TLater("Answers missing"), r => r.Missing?.ToString(CultureInfo.InvariantCulture) ?? "–")
        {
            Json = r => r.Missing,
            Order = r => r.Missing,
            Sorts = true,
            IsNumber = true,
        },
        new("answers", TLater("Answers"), r => r.Waits ? "–" : r.Item.Seats.Count.ToString(CultureInfo.InvariantCulture))
        {
            Json = r => r.Waits ? null : r.Item.Seats.Count,
            IsNumber = true,
            IsExtra = true,
        },
    ];
}
