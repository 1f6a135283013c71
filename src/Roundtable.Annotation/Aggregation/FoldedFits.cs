using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// Everything that can be learned from the gold, fitted without each fold of it, without each two folds, and on all of it. From these fits come the rule for
/// the items without gold and, for each fold, the rule of the same procedure that did not see it: the fit without two folds serves both as a fold within the
/// rest of the other, so that 16 fits do for nested cross-validation with five folds.
/// </summary>
internal sealed class FoldedFits
{
    // Temperatures are expected near 1: those of the parts widely (models that take seats for independent need 3 to 6), that of the mixture closely.
    private const double PartSpread = 1;
    private const double MixtureSpread = 0.3;

    /// <summary>Gold beyond this does not make shares and temperatures better, only the folds slower.</summary>
    private const int MaxFoldedGold = 1000;

    private readonly VoteTable _table;
    private readonly GoldLabels _gold;
    private readonly IReadOnlyList<int[]> _sampled;

    // Part × fold left out (the last: none), fitted on all other gold.
    private readonly RuleComponent[][] _components;

    // Part × fold left out × fold: what the part says of the sampled gold of a fold that it did not see, nor that of the fold left out.
    private readonly double[][][][][] _rows;

    private FoldedFits(IReadOnlyList<IComponentLearner> learners, VoteTable table, GoldLabels gold, IReadOnlyList<int[]> folds, IReadOnlyList<int[]> sampled)
    {
        (Learners, Folds, _table, _gold, _sampled) = (learners, folds, table, gold, sampled);
        _components = [.. learners.Select(_ => new RuleComponent[folds.Count + 1])];
        _rows = [.. learners.Select(_ => folds.Select(_ => new double[folds.Count][][]).ToArray())];
    }

    /// <summary>The parts.</summary>
    public IReadOnlyList<IComponentLearner> Learners { get; }

    /// <summary>The items of gold of each fold.</summary>
    public IReadOnlyList<int[]> Folds { get; }

    /// <summary>Fits all parts.</summary>
    public static FoldedFits Of(
        IReadOnlyList<IComponentLearner> learners, VoteTable table, GoldLabels gold, AggregationSettings settings, CancellationToken cancellation)
    {
        var folds = Aggregation.Folds.Of(gold.Items, settings.Groups, settings.Seed);
        var order = gold.Items.ToArray();
        Aggregation.Folds.Shuffle<int>(order, settings.Seed);
        var taken = order.Take(MaxFoldedGold).ToHashSet();
        var fits = new FoldedFits(learners, table, gold, folds, [.. folds.Select(f => f.Where(taken.Contains).ToArray())]);
        var all = taken.Count == order.Length;
        List<(int First, int Second)> pairs = [.. Enumerable.Range(0, folds.Count).SelectMany(a => Enumerable.Range(a, folds.Count - a).Select(b => (a, b)))];
        List<Action<int>> work =
        [
            k => fits.Learn(k, folds.Count, [], cancellation),
            .. pairs.Select(p => (Action<int>)(k => fits.HoldOut(k, p.First, p.Second, all, cancellation))),
            .. all ? [] : Enumerable.Range(0, folds.Count).Select(f => (Action<int>)(k => fits.Learn(k, f, folds[f], cancellation))),
        ];
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, work.Count * learners.Count, options, w => work[w / learners.Count](w % learners.Count));
        return fits;
    }

    /// <summary>
    /// A mixture of some parts: its shares are those that make gold most likely which the parts did not see (<see cref="MixtureShares"/>), its temperatures
    /// likewise (<see cref="TemperatureScaling"/>).
    /// </summary>
    /// <param name="parts">Which of the learners.</param>
    /// <param name="without">The fold of which nothing was seen; null for the rule of all gold.</param>
    public LearnedRule Rule(IReadOnlyList<int> parts, int? without)
    {
        int[] seen = [.. Enumerable.Range(0, Folds.Count).Where(f => f != without)];
        short[] truths = [.. seen.SelectMany(f => _sampled[f]).Select(i => _gold[i])];
        double[][][] heldOut = [.. parts.Select(k => seen.SelectMany(f => _rows[k][without ?? f][f]).ToArray())];
        double[] temperatures = [.. heldOut.Select(rows => TemperatureScaling.Fit(rows, truths, PartSpread))];
        double[][][] tempered = [.. heldOut.Select((rows, k) => rows.Select(r => Tempered(r, temperatures[k])).ToArray())];
        var shares = MixtureShares.Fit([.. truths.Select((t, i) => tempered.Select(r => r[i][t]).ToArray())], [.. parts.Select(k => Learners[k].Credit)]);
        double[][] mixture = [.. truths.Select((_, i) => Mixed([.. tempered.Select(r => r[i])], shares))];
        return new LearnedRule(
            parts.Count == 1 ? Learners[parts[0]].Name : BlendLearners.RuleName,
            [.. _table.Sources.Select(s => new RuleSource(s.Name, s.Served))],
            [.. _table.Classes],
            _gold.Items.Count - (without is { } fold ? Folds[fold].Length : 0),
            [.. parts.Select((k, p) => _components[k][without ?? Folds.Count] with { Share = shares[p], Temperature = temperatures[p] })],
            TemperatureScaling.Fit(mixture, truths, MixtureSpread));
    }

    private RuleComponent Learn(int part, int without, IEnumerable<int> unseen, CancellationToken cancellation) =>
        _components[part][without] = Learners[part].Learn(_table, _gold.Without(unseen), cancellation);

    /// <summary>Lets a part label two folds, or one, by what it learns from the sampled gold of the others.</summary>
    private void HoldOut(int part, int first, int second, bool sampledIsAll, CancellationToken cancellation)
    {
        var seen = Enumerable.Range(0, Folds.Count).Where(f => f != first && f != second).SelectMany(f => _sampled[f]);
        var component = Learners[part].Learn(_table, _gold.Only(seen), cancellation);
        _rows[part][first][second] = Label(component, _sampled[second]);
        _rows[part][second][first] = Label(component, _sampled[first]);
        if (first == second && sampledIsAll)
        {
            _components[part][first] = component;
        }
    }

    private double[][] Label(RuleComponent component, int[] items) =>
    [
        .. items.Select(item =>
        {
            var row = new double[_table.Classes.Count];
            component.FillOrSpread(_table.Of(item), row);
            return row;
        }),
    ];

    private static double[] Tempered(double[] row, double temperature)
    {
        var copy = row.ToArray();
        Softmax.Temper(copy, temperature);
        return copy;
    }

    private static double[] Mixed(double[][] rows, double[] shares)
    {
        var mixed = new double[rows[0].Length];
        for (var k = 0; k < rows.Length; k++)
        {
            for (var c = 0; c < mixed.Length; c++)
            {
                mixed[c] += shares[k] * rows[k][c];
            }
        }

        return mixed;
    }
}
