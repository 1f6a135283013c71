using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// The parameters of stacking and how strongly each is held to 0. The weight of a source is the sum of what all share, what its family, its seat and the
/// source itself add: so weights are shrunk towards those of their kind and in the end towards equal weights, and the orders of a seat towards each other.
/// </summary>
internal sealed class StackingLayout
{
    // One over the variance that is expected of each kind of deviation. Tuned on the first half of each table.
    private const double SharedPenalty = 0.01;
    private const double SeatPenalty = 5;
    private const double FamilyShare = 2;
    private const double SourcePenalty = 50;
    private const double ClassPenalty = 20;

    private readonly int[][] _parents;

    /// <summary>Lays the parameters out.</summary>
    /// <param name="table">Whose sources and classes.</param>
    /// <param name="byClass">Whether classes have meanings: an intercept for each, and an own weight for each class that a source votes for.</param>
    public StackingLayout(VoteTable table, bool byClass)
    {
        Sources = table.Sources.Count;
        Classes = table.Classes.Count;
        var penalties = new List<double> { SharedPenalty };
        var above = 1;
        var levels = new List<int[]>();
        Func<VoteSource, string> family = s => s.Family ?? "seat " + s.Seat;
        var families = Names(table, family).Count;
        var seats = Names(table, s => s.Seat).Count;

        // What a seat deviates by is the same whether families are known; where they are, half of its variance is that of its family.
        var penaltyOfSeats = families > 1 && families < seats ? FamilyShare * SeatPenalty : SeatPenalty;
        foreach (var (name, penalty) in new[] { (family, penaltyOfSeats), (s => s.Seat, penaltyOfSeats), (s => s.Name, SourcePenalty) })
        {
            var names = Names(table, name);
            if (names.Count == above)
            {
                // It divides nothing further: a second parameter for the same sources would only weaken the penalty.
                continue;
            }

            above = names.Count;
            var first = penalties.Count;
            penalties.AddRange(Enumerable.Repeat(penalty, names.Count));
            levels.Add([.. table.Sources.Select(s => first + names.IndexOf(name(s)))]);
        }

        _parents = [.. Enumerable.Range(0, Sources).Select(s => levels.Select(l => l[s]).Prepend(0).ToArray())];
        Bias = byClass ? penalties.Count : -1;
        if (byClass)
        {
            penalties.AddRange(Enumerable.Repeat(ClassPenalty, Classes + (Sources * Classes * Classes)));
        }

        Penalties = [.. penalties];
    }

    /// <summary>Number of sources.</summary>
    public int Sources { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>One over the variance of each parameter.</summary>
    public double[] Penalties { get; }

    /// <summary>Where the intercepts begin, followed by the weights by class; −1 where there are none.</summary>
    public int Bias { get; }

    /// <summary>The parameters whose sum is the weight of a source.</summary>
    public int[] Parents(int source) => _parents[source];

    /// <summary>The parameters that a vote of a source for a class adds to the classes, one each.</summary>
    public int Confusions(int source, int vote) => Bias + Classes + (((source * Classes) + vote) * Classes);

    private static List<string> Names(VoteTable table, Func<VoteSource, string> name) => [.. table.Sources.Select(name).Distinct(StringComparer.Ordinal)];
}
