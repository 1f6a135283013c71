using System.Globalization;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>
/// Labels of items that the program drew at random from a frame, on the record before anybody saw them. Shares, means and promises take this type and no
/// other; it has no public constructor, and nothing but complete beginnings of draws gets into it.
/// </summary>
public sealed class RandomGold
{
    private RandomGold(GoldFrame frame, IReadOnlyList<GoldStratum> strata, IReadOnlyList<GoldTruth> items) => (Frame, Strata, Items) = (frame, strata, items);

    /// <summary>What was drawn from: an estimate from this gold is about these items and no others.</summary>
    public GoldFrame Frame { get; }

    /// <summary>The strata, with the number of labelled texts as what was drawn: each labelled text stands for <c>Texts / Drawn</c> of its stratum.</summary>
    public IReadOnlyList<GoldStratum> Strata { get; }

    /// <summary>The labelled items; "cannot tell" is an answer among them and must not be left out of an estimate.</summary>
    public IReadOnlyList<GoldTruth> Items { get; }

    /// <summary>
    /// The random gold of a set from a frame. Of each draw and stratum the items count up to the first without an answer: people who skip the hard ones would
    /// leave a sample of the easy ones.
    /// </summary>
    internal static RandomGold? From(GoldSet set, Digest frame, out string reason)
    {
        var draws = set.Sheets.Where(s => s.Draw is not null).ToList();
        var mine = draws.Where(s => s.Draw!.Plan.Frame.Digest == frame).ToList();
        if (Refusal(set, draws, mine) is { } refusal)
        {
            reason = refusal;
            return null;
        }

        List<GoldTruth> counted = [];
        foreach (var stratum in mine.SelectMany(s => s.Verdicts().GroupBy(v => v.Item.Stratum, StringComparer.Ordinal)))
        {
            counted.AddRange(stratum.TakeWhile(v => v.Answer is not null).Select(v => new GoldTruth(v.Item, v.Answer!.Value)));
        }

        var labelled = counted.CountBy(t => t.Item.Stratum, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        List<GoldStratum> strata = [.. mine[0].Draw!.Strata.Select(s => s with { Drawn = labelled.GetValueOrDefault(s.Name) })];
        reason = strata.FirstOrDefault(s => s.Drawn == 0) switch
        {
            null => "",
            { Name: "" } => "None of the items that were drawn at random has been labelled, or the first one is disputed and not adjudicated.",
            { Name: var name } => $"No item drawn from the stratum '{name}' has been labelled, so nothing is known of it.",
        };
        return reason.Length > 0 ? null : new RandomGold(mine[0].Draw!.Plan.Frame, strata, counted);
    }

    private static string? Refusal(GoldSet set, List<GoldSheet> draws, List<GoldSheet> mine) =>
        draws.Count == 0
            ? set.Sheets.Count == 0
                ? "There is no gold."
                : "The gold was not drawn at random by this program, so nobody knows what it is a sample of: it may train rules, but carries no share and no "
                    + "promise. Draw some with 'roundtable gold draw'."
        : mine.Count == 0
            ? "The gold was drawn from other items than these: it says nothing of the share among them. Draw some with 'roundtable gold draw'."
        : mine.Select(s => s.Draw!.Plan.By).Distinct(StringComparer.Ordinal).Count() > 1
            ? string.Create(CultureInfo.InvariantCulture, $"The {mine.Count} draws from these items have different strata and cannot be put together.")
        : null;
}
