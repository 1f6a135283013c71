using System.Globalization;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;

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
        var random = gold.ByGroup(frame, table.Classes);
        var speakers = draw is null ? null : TextSpeakers.Of(frame, gold);
        return new LabelOutcome(
            table,
            known,
            outcome.Labels,
            outcome.Choice,
            calibrated,
            speakers is null ? new ShareReport.Refused(why) : ShareOf(table, panel, speakers, random, draw!),
            codebook.Form is CodebookForm.Scores scores ? MeanOf(scores, panel, speakers, random, draw, why) : null,
            promise is not { } precision ? null
                : speakers is null ? new PromiseReport.NotPossible(why)
                : PrecisionPromise.Of(ByText(panel, speakers, most: 1), random, draw, precision),
            PanelAgreement.Of(table, known, seed))
        {
            Learned = outcome.Learned,
            Blind = panel,
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
    private ShareReport ShareOf(VoteTable table, PanelLabels panel, TextSpeakers speakers, GoldLabels random, SampleDesign draw)
    {
        var report = Shares.Of(table.Classes, ByText(panel, speakers), random, draw);
        if (report is not ShareReport.Estimated told || frame.Texts == panel.Items)
        {
            return report;
        }

        // Items of equal text can have different labels of the panel: what it alone would have said counts items.
        var labels = Enumerable.Range(0, panel.Items).CountBy(panel.LabelOf).ToDictionary();
        return told with
        {
            Shares = [.. told.Shares.Select((s, c) => s with { PanelShare = (double)labels.GetValueOrDefault((short)c) / panel.Items })],
            Unlabelled = labels.GetValueOrDefault(VoteTable.None),
        };
    }

    private MeanReport MeanOf(
        CodebookForm.Scores scores, PanelLabels panel, TextSpeakers? speakers, GoldLabels random, SampleDesign? draw, string why)
    {
        var count = scores.Values.Count;
        if (speakers is null)
        {
            return new MeanReport.Refused(why);
        }

        if (random.Items.Count(g => random[g] >= count) is > 0 and var untold)
        {
            return new MeanReport.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"Of {untold} of the {random.Items.Count} items drawn at random people cannot tell the score: there is no mean of all items."));
        }

        return Means.Of(
            [.. Enumerable.Range(0, frame.Texts).Select(MeanScore)],
            [.. Enumerable.Range(0, frame.Texts).Select(g => random[g] == VoteTable.None ? (double?)null : scores.Min + random[g])],
            draw,
            range: (scores.Min, scores.Max));

        double? MeanScore(int text)
        {
            var sum = 0.0;
            foreach (var item in speakers.Of(text))
            {
                if (Score(item) is not { } score)
                {
                    return null;
                }

                sum += score;
            }

            return sum / speakers.Of(text).Length;
        }

        double? Score(int item) => Enumerable.Range(0, count).Sum(s => panel[item, s]) is > 0 and var mass
            ? Enumerable.Range(0, count).Sum(s => panel[item, s] * (scores.Min + s)) / mass
            : null;
    }

    /// <summary>The mean of the panel's probabilities over the items that speak for each text.</summary>
    /// <param name="panel">What the panel says of items.</param>
    /// <param name="speakers">Who speaks.</param>
    /// <param name="most">How many speak for a text at most.</param>
    private PanelLabels ByText(PanelLabels panel, TextSpeakers speakers, int most = int.MaxValue)
    {
        if (frame.Texts == panel.Items)
        {
            return panel;
        }

        var rows = new float[frame.Texts * panel.Classes];
        for (var text = 0; text < frame.Texts; text++)
        {
            var heard = speakers.Of(text);
            heard = heard[..Math.Min(most, heard.Length)];
            for (var c = 0; c < panel.Classes; c++)
            {
                var sum = 0.0;
                foreach (var item in heard)
                {
                    sum += panel[item, c];
                }

                rows[(text * panel.Classes) + c] = (float)(sum / heard.Length);
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
