using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>What each of several learned parts says of gold that it did not see.</summary>
/// <param name="Items">The items, in the order of the rows.</param>
/// <param name="Rows">The distributions: part × item × class.</param>
internal sealed record HeldOut(IReadOnlyList<int> Items, IReadOnlyList<IReadOnlyList<double[]>> Rows)
{
    /// <summary>Lets each part label every fold by what it learns from the other folds.</summary>
    public static HeldOut Of(
        IReadOnlyList<IComponentLearner> learners, VoteTable table, GoldLabels gold, IReadOnlyList<int[]> folds, CancellationToken cancellation)
    {
        var rows = learners.Select(_ => new double[folds.Count][][]).ToArray();
        Parallel.For(0, folds.Count * learners.Count, new ParallelOptions { CancellationToken = cancellation }, work =>
        {
            var (f, k) = (work / learners.Count, work % learners.Count);
            var component = learners[k].Learn(table, gold.Without(folds[f]), cancellation);
            rows[k][f] = [.. folds[f].Select(item =>
            {
                var row = new double[table.Classes.Count];
                component.FillOrSpread(table.Of(item), row);
                return row;
            })];
        });

        return new HeldOut([.. folds.SelectMany(f => f)], [.. rows.Select(r => r.SelectMany(f => f).ToArray())]);
    }

    /// <summary>The gold classes of the rows.</summary>
    public IReadOnlyList<short> Truths(GoldLabels gold) => [.. Items.Select(i => gold[i])];

    /// <summary>The rows of one part, with its log odds divided by a temperature.</summary>
    public IReadOnlyList<double[]> Tempered(int part, double temperature) => [.. Rows[part].Select(r =>
    {
        var row = r.ToArray();
        Softmax.Temper(row, temperature);
        return row;
    })];
}
