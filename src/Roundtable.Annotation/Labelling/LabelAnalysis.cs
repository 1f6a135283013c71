using System.Globalization;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;
using RandomDraw = Roundtable.Annotation.Estimates.RandomDraw;

namespace Roundtable.Annotation.Labelling;

/// <summary>From what seats and people say of items to labels and to what may be said of all items: a pure function of both.</summary>
/// <param name="codebook">The codebook, of classes or scores.</param>
/// <param name="frame">The items.</param>
/// <param name="seed">Seed of folds and bootstraps.</param>
public sealed class LabelAnalysis(Codebook codebook, LabelFrame frame, int seed)
{
    /// <summary>Labels the items.</summary>
    /// <param name="votes">What the seats said.</param>
    /// <param name="gold">What people said.</param>
    /// <param name="promise">The promised share of right labels among those that are taken, more than 0 and less than 1; null for no promise.</param>
    /// <param name="cancellation">Stops.</param>
    public LabelOutcome Analyse(LabelVotes votes, LabelGold gold, double? promise, CancellationToken cancellation)
    {
        var table = votes.Table(gold.HasCannotTell);
        var known = gold.Labels(table);
        var (outcome, calibrated) = Aggregate(table, known, cancellation);
        var blind = Rows(outcome.OutOfFold);
        var (draw, why) = (gold.Draw(frame), gold.WhyNotRandom);
        var panel = PanelLabels.Of(table.Classes.Count, blind);
        var groups = frame.Texts == table.Items.Count ? panel : ByGroup(panel, gold);
        var random = gold.ByGroup(frame, table.Classes);
        return new LabelOutcome(
            table,
            known,
            outcome.Labels,
            outcome.Choice,
            calibrated,
            draw is null ? new ShareReport.Refused(why) : ShareOf(table, panel, random, draw),
            codebook.Form is CodebookForm.Scores scores ? MeanOf(scores, table, panel, random, draw, why) : null,
            promise is not { } precision ? null
                : draw is null ? new PromiseReport.NotPossible(why)
                : PrecisionPromise.Of(groups, random, draw, precision),
            PanelAgreement.Of(table, known, seed))
        {
            Learned = outcome.Learned,
        };
    }

    private (AggregationOutcome Outcome, bool IsCalibrated) Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation)
    {
        try
        {
            var settings = new AggregationSettings { Seed = seed, Groups = frame.Groups };
            return (DefaultAggregation.Aggregate(table, gold, settings, cancellation), gold.Items.Count > 0);
        }
        catch (AggregationRefusedException e)
        {
            // What a rule refuses is told, and the votes are counted: a majority says no more than it is.
            var majority = new MajorityRule().Aggregate(table, gold, cancellation);
            var blind = gold.Items.Count == 0 ? majority : new MajorityRule().Aggregate(table, GoldLabels.Nothing(table.Items.Count), cancellation);
            return (new AggregationOutcome(majority, blind, new RuleChoice(majority.Rule, e.Message, gold.Items.Count, [])), false);
        }
    }

    /// <summary>Shares of the items. Texts were drawn, so that each stands for all items that have it.</summary>
    private ShareReport ShareOf(VoteTable table, PanelLabels panel, GoldLabels random, RandomDraw draw)
    {
        if (frame.Texts == table.Items.Count)
        {
            return Shares.Of(table.Classes, panel, random, draw);
        }

        List<ShareEstimate> shares = [];
        for (short c = 0; c < table.Classes.Count; c++)
        {
            var @class = c;
            var (said, truth) = Weighted(item => panel[item, @class], group => random[group] == VoteTable.None ? null : random[group] == @class ? 1 : 0);
            if (Means.Of(said, truth, draw) is not MeanReport.Estimated mean)
            {
                return Shares.Of(table.Classes, ByGroup(panel, LabelGold.None), random, draw);
            }

            shares.Add(new ShareEstimate(
                table.Classes[c],
                Math.Clamp(mean.Mean, 0, 1),
                Within(mean.Interval),
                (double)Enumerable.Range(0, panel.Items).Count(i => panel.LabelOf(i) == @class) / panel.Items,
                Math.Clamp(mean.GoldMean, 0, 1),
                Within(mean.GoldInterval),
                random.Items.Count(g => random[g] == @class),
                mean.Lambda,
                mean.Interval.Width > 0 ? mean.Gold * Math.Pow(mean.GoldInterval.Width / mean.Interval.Width, 2) : mean.Gold));
        }

        return new ShareReport.Estimated(
            shares, panel.Items, draw.Strata.Sum(s => s.Drawn.Count), Enumerable.Range(0, panel.Items).Count(i => panel.LabelOf(i) == VoteTable.None));

        static Interval Within(Interval interval) => new(Math.Clamp(interval.Low, 0, 1), Math.Clamp(interval.High, 0, 1), interval.Level);
    }

    private MeanReport MeanOf(CodebookForm.Scores scores, VoteTable table, PanelLabels panel, GoldLabels random, RandomDraw? draw, string why)
    {
        var count = scores.Values.Count;
        if (draw is null)
        {
            return new MeanReport.Refused(why);
        }

        if (random.Items.Count(g => random[g] >= count) is > 0 and var untold)
        {
            return new MeanReport.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"Of {untold} of the {random.Items.Count} items drawn at random people cannot tell the score: there is no mean of all items."));
        }

        var (said, truth) = Weighted(
            item => Enumerable.Range(0, count).Sum(s => panel[item, s]) is > 0 and var mass
                ? Enumerable.Range(0, count).Sum(s => panel[item, s] * (scores.Min + s)) / mass
                : null,
            group => random[group] == VoteTable.None ? null : scores.Min + random[group]);
        return Means.Of(said, truth, draw);
    }

    /// <summary>
    /// What panel and people say of each different text, weighed by the number of items that have it, so that the mean over texts is that over items. A panel
    /// without an answer to one of the items has none.
    /// </summary>
    private (double?[] Panel, double?[] Gold) Weighted(Func<int, double?> panel, Func<int, double?> gold)
    {
        var (sums, copies) = (new double?[frame.Texts], new int[frame.Texts]);
        Array.Fill(sums, 0);
        for (var i = 0; i < frame.Items.Count; i++)
        {
            sums[frame.Groups[i]] += panel(i);
            copies[frame.Groups[i]]++;
        }

        var scale = (double)frame.Texts / frame.Items.Count;
        return ([.. sums.Select(s => s * scale)], [.. copies.Select((c, g) => gold(g) * c * scale)]);
    }

    /// <summary>The panel's labels by different text: of one that was drawn those of the drawn item, of others those of the first item.</summary>
    private PanelLabels ByGroup(PanelLabels panel, LabelGold gold)
    {
        var first = new int[frame.Texts];
        for (var i = frame.Items.Count - 1; i >= 0; i--)
        {
            first[frame.Groups[i]] = i;
        }

        var drawn = (gold.Random?.Items ?? []).ToDictionary(t => t.Item.Id, t => t.Item.Text, StringComparer.Ordinal);
        for (var i = 0; i < frame.Items.Count && drawn.Count > 0; i++)
        {
            if (drawn.ContainsKey(frame.Items[i].Id))
            {
                first[frame.Groups[i]] = i;
            }
        }

        var rows = new float[frame.Texts * panel.Classes];
        for (var g = 0; g < frame.Texts; g++)
        {
            for (var c = 0; c < panel.Classes; c++)
            {
                rows[(g * panel.Classes) + c] = (float)panel[first[g], c];
            }
        }

        return PanelLabels.Of(panel.Classes, rows);
    }

    private static float[] Rows(AggregatedLabels labels)
    {
        var rows = new float[labels.Items * labels.Classes];
        for (var i = 0; i < labels.Items; i++)
        {
            var row = labels.Of(i);
            for (var c = 0; c < row.Length; c++)
            {
                rows[(i * labels.Classes) + c] = (float)row[c];
            }
        }

        return rows;
    }
}
