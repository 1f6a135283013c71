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
        var rows = learners.Select(_ => new List<double[]>()).ToArray();
        foreach (var fold in folds)
        {
            var rest = gold.Without(fold);
            for (var k = 0; k < learners.Count; k++)
            {
                var component = learners[k].Learn(table, rest, cancellation);
                foreach (var item in fold)
                {
                    var row = new double[table.Classes.Count];
                    component.FillOrSpread(table.Of(item), row);
                    rows[k].Add(row);
                }
            }
        }

        return new HeldOut([.. folds.SelectMany(f => f)], rows);
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
