using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>The one default for every task: how a table is labelled is decided from its gold, not by the user.</summary>
public static class DefaultAggregation
{
    /// <summary>Items with gold below which nothing is learned from it.</summary>
    public const int MinGold = 10;

    /// <summary>The votes above which rules that look at items without gold see a part of them while folds are compared.</summary>
    private const int MaxFoldedVotes = 30_000;

    /// <summary>
    /// Labels a table. With at least <see cref="MinGold"/> items of gold by the mixture of what can be learned, or by the best seat alone where nested
    /// cross-validation finds the mixture worse than it; with less by Dawid and Skene's model, or by the majority where the seats cannot be told from chance.
    /// </summary>
    public static AggregationOutcome Aggregate(VoteTable table, GoldLabels gold, AggregationSettings? settings = null, CancellationToken cancellation = default)
    {
        settings ??= new();
        var groupsWithGold = gold.Items.Select(i => settings.Groups?[i] ?? i).Distinct().Count();
        if (table.Sources.Count == 0 || table.Classes.Count < 2 || gold.Items.Count < MinGold || groupsWithGold < Folds.Count)
        {
            return WithoutGold(table, gold, cancellation);
        }

        var (some, known, groups) = Thinned(table, gold, settings.Groups);
        var inner = settings with { Groups = groups };
        var fits = FoldedFits.Of([.. BlendLearners.All.Where(l => l.Fits(table))], some, known, inner, cancellation);
        var nested = NestedChoice.Of(fits, some, known);
        var rule = fits.Rule(nested.Parts, null);
        var labels = rule.Label(table).Rows();
        var outOfFold = labels.ToArray();
        var classes = table.Classes.Count;
        foreach (var (item, row) in gold.Items.Zip(nested.Rows))
        {
            row.CopyTo(outOfFold.AsSpan(item * classes, classes));
            labels.AsSpan(item * classes, classes).Clear();
            labels[(item * classes) + gold[item]] = 1;
        }

        var choice = nested.Choice(rule, BestSeatLearner.BestSeats(table, gold));
        return new AggregationOutcome(new AggregatedLabels(rule.Rule, classes, labels), new AggregatedLabels(rule.Rule, classes, outOfFold), choice)
        {
            Learned = rule,
        };
    }

    private static AggregationOutcome WithoutGold(VoteTable table, GoldLabels gold, CancellationToken cancellation)
    {
        var few = gold.Items.Count == 0 ? "There is no gold" : $"{gold.Items.Count} items of gold are fewer than the {MinGold} that rules are learned from";
        var nothing = GoldLabels.Nothing(table.Items.Count);
        var problem = ChanceTest.Problem(table);
        IAggregationRule rule = problem is not null ? new MajorityRule() : HasVotesForMatrices(table) ? new DawidSkeneRule() : new OneCoinRule();
        var labels = rule.Aggregate(table, gold, cancellation);
        var reason = problem is null ? $"{few}: the seats' skill is estimated from their agreement." : $"{few}: the majority is told as it is.";
        var choice = new RuleChoice(rule.Name, reason, gold.Items.Count, [])
        {
            Notes = [.. problem is null ? [] : new[] { $"Dawid and Skene's model was refused. {problem}" },
                "The probabilities are the rule's own: without gold nothing shows whether they are calibrated."],
        };
        return new AggregationOutcome(labels, gold.Items.Count == 0 ? labels : rule.Aggregate(table, nothing, cancellation), choice);
    }

    /// <summary>Whether a seat has on average a vote for each cell of its confusion matrix; with fewer the matrix would be made of smoothing.</summary>
    private static bool HasVotesForMatrices(VoteTable table)
    {
        var cells = (long)table.Sources.Count * table.Classes.Count * table.Classes.Count;
        var cast = Enumerable.Range(0, table.Items.Count).Sum(i => (long)table.Of(i).Length - table.Of(i).Count(VoteTable.None));
        return DawidSkeneRule.Fits(table) && cast >= cells;
    }

    /// <summary>The items with gold and, up to a number of votes, others at equal distances.</summary>
    private static (VoteTable Table, GoldLabels Gold, IReadOnlyList<int>? Groups) Thinned(VoteTable table, GoldLabels gold, IReadOnlyList<int>? groups)
    {
        var others = Enumerable.Range(0, table.Items.Count).Where(i => gold[i] == VoteTable.None).ToArray();
        var cast = Enumerable.Range(0, table.Items.Count).Sum(i => (long)table.Of(i).Length - table.Of(i).Count(VoteTable.None));
        var taken = cast <= MaxFoldedVotes ? others.Length : (int)(others.Length * (double)MaxFoldedVotes / cast);
        var kept = gold.Items.Concat(Enumerable.Range(0, taken).Select(k => others[(int)((long)k * others.Length / taken)])).Order().ToArray();
        var votes = new short[kept.Length * table.Sources.Count];
        for (var k = 0; k < kept.Length; k++)
        {
            table.Of(kept[k]).CopyTo(votes.AsSpan(k * table.Sources.Count));
        }

        return (new VoteTable([.. kept.Select(i => table.Items[i])], table.Sources, table.Classes, votes),
            new GoldLabels([.. kept.Select(i => gold[i])]),
            groups is null ? null : [.. kept.Select(i => groups[i])]);
    }
}
