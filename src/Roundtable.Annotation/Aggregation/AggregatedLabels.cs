using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>What a rule says of each item of a <see cref="VoteTable"/>: a distribution over the classes, and the class that leads it.</summary>
public sealed class AggregatedLabels
{
    /// <summary>How far apart two probabilities may be and still count as equal: sums of the same votes in another order differ in the last bits.</summary>
    public const double TieTolerance = 1e-9;

    private readonly double[] _probabilities;

    /// <summary>Makes labels from probabilities.</summary>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="probabilities">
    /// Items × classes, row by row; each row sums to 1, or is all 0 where the rule can say nothing of the item. It is kept, not copied.
    /// </param>
    /// <exception cref="ArgumentException">When the length is no multiple of <paramref name="classes"/>.</exception>
    public AggregatedLabels(string rule, int classes, double[] probabilities)
    {
        if (classes <= 0 || probabilities.Length % classes != 0)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities do not make rows of {classes} classes.", nameof(probabilities));
        }

        Rule = rule;
        Classes = classes;
        _probabilities = probabilities;
    }

    /// <summary>The name of the rule, such as <c>majority</c>.</summary>
    public string Rule { get; }

    /// <summary>Number of items.</summary>
    public int Items => _probabilities.Length / Classes;

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>The class with the highest probability, or <see cref="VoteTable.None"/> where several share it or the rule says nothing.</summary>
    public short this[int item]
    {
        get
        {
            var leading = Leading(item);
            return leading.Count == 1 ? leading[0] : VoteTable.None;
        }
    }

    /// <summary>The probability of each class: they sum to 1, or are all 0 where the rule says nothing of the item (no usable vote).</summary>
    public ReadOnlySpan<double> Of(int item) => _probabilities.AsSpan(item * Classes, Classes);

    /// <summary>All probabilities, row by row.</summary>
    internal double[] Rows() => _probabilities;

    /// <summary>The classes that share the highest probability, ascending: one, several where they tie, none where the rule says nothing.</summary>
    public IReadOnlyList<short> Leading(int item)
    {
        var row = Of(item);
        var most = Confidence(item);
        var leading = new List<short>(1);
        for (short c = 0; most > 0 && c < row.Length; c++)
        {
            if (row[c] >= most - TieTolerance)
            {
                leading.Add(c);
            }
        }

        return leading;
    }

    /// <summary>The highest probability, 0 where the rule says nothing.</summary>
    public double Confidence(int item)
    {
        var most = 0.0;
        foreach (var p in Of(item))
        {
            most = Math.Max(most, p);
        }

        return most;
    }

    /// <summary>The point that the label earns if <paramref name="truth"/> is right: 1, a share of it where classes tie, 0.</summary>
    public double Points(int item, short truth)
    {
        var leading = Leading(item);
        return leading.Contains(truth) ? 1.0 / leading.Count : 0;
    }
}
