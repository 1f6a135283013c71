using Roundtable.Annotation.Votes;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>
/// Everything that people labelled by one codebook. All of it may train rules; only <see cref="Random"/> may carry shares and promises, because only there
/// the program knows how the items were chosen.
/// </summary>
public sealed class GoldSet
{
    /// <summary>Puts sheets together.</summary>
    /// <exception cref="ArgumentException">When they are of different codebooks.</exception>
    public GoldSet(IReadOnlyList<GoldSheet> sheets)
    {
        if (sheets.Select(s => s.Codebook).Distinct().Count() > 1)
        {
            throw new ArgumentException("The sheets are of different codebooks.", nameof(sheets));
        }

        Sheets = sheets;
        Verdicts = [.. sheets.SelectMany(s => s.Verdicts())];

        // What was drawn at random comes first: where a text was labelled twice, its blind label holds.
        Truths =
        [
            .. sheets.OrderBy(s => s.Origin)
                .SelectMany(s => s.Verdicts())
                .Where(v => v.Answer is not null)
                .Select(v => new GoldTruth(v.Item, v.Answer!.Value))
                .DistinctBy(t => t.Item.Text),
        ];
    }

    /// <summary>The sheets.</summary>
    public IReadOnlyList<GoldSheet> Sheets { get; }

    /// <summary>What the labels of each item come to, sheet by sheet.</summary>
    public IReadOnlyList<GoldVerdict> Verdicts { get; }

    /// <summary>The answers that count, one a text, with "cannot tell" among them: for training rules.</summary>
    public IReadOnlyList<GoldTruth> Truths { get; }

    /// <summary>How far people agree with each other.</summary>
    public GoldAgreement Agreement => GoldAgreement.Of(Verdicts);

    /// <summary>The gold that was drawn at random from a frame; null, with the reason in one sentence, where none may carry an estimate.</summary>
    /// <param name="frame">Digest of the frame that the estimate is about.</param>
    /// <param name="reason">Why there is none; empty where there is.</param>
    public RandomGold? Random(Digest frame, out string reason) => RandomGold.From(this, frame, out reason);

    /// <summary>
    /// The answers that count as classes of a table: <see cref="VoteTable.None"/> for items without, and for "cannot tell" where it is no class.
    /// </summary>
    /// <param name="truths">The answers, by ids of the table's items; an id of another file may mean another item.</param>
    /// <param name="table">The table.</param>
    public static GoldLabels LabelsFor(IEnumerable<GoldTruth> truths, VoteTable table)
    {
        var classes = table.Classes.Select((name, index) => (name, index)).ToDictionary(c => c.name, c => (short)c.index, StringComparer.Ordinal);
        var answers = truths.ToDictionary(t => t.Item.Id, t => t.Answer.ToString(), StringComparer.Ordinal);
        return new GoldLabels(
            [.. table.Items.Select(i => answers.TryGetValue(i, out var answer) ? classes.GetValueOrDefault(answer, VoteTable.None) : VoteTable.None)]);
    }
}
