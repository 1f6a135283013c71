using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Evaluation;

/// <summary>Weighted votes of some sources on one item after the other; what is counted for one is forgotten for the next.</summary>
/// <param name="classes">How many classes there are.</param>
internal sealed class Tallies(int classes)
{
    // Sums of the same weights in another order differ in the last bits, and must still tie.
    private const double Tolerance = 1e-9;

    private readonly double[] _sums = new double[classes];
    private readonly List<short> _voted = [];

    /// <summary>The weight of the leading classes; 0 or less where nothing leads.</summary>
    public double Most { get; private set; }

    /// <summary>The weight of all votes that were counted.</summary>
    public double All { get; private set; }

    /// <summary>How many classes lead together; 0 where nobody voted.</summary>
    public int Leaders { get; private set; }

    /// <summary>Counts the votes of some sources on an item.</summary>
    /// <param name="votes">The item's votes, one a source.</param>
    /// <param name="sources">The sources to count.</param>
    /// <param name="weights">The weight of each source of the table; null for one each.</param>
    public void Count(ReadOnlySpan<short> votes, ReadOnlySpan<int> sources, double[]? weights = null)
    {
        foreach (var c in _voted)
        {
            _sums[c] = 0;
        }

        _voted.Clear();
        All = 0;
        foreach (var s in sources)
        {
            if (votes[s] is var vote && vote != VoteTable.None)
            {
                if (!_voted.Contains(vote))
                {
                    _voted.Add(vote);
                }

                _sums[vote] += weights?[s] ?? 1;
                All += weights?[s] ?? 1;
            }
        }

        Most = double.NegativeInfinity;
        foreach (var c in _voted)
        {
            Most = Math.Max(Most, _sums[c]);
        }

        Leaders = 0;
        foreach (var c in _voted)
        {
            Leaders += _sums[c] >= Most - Tolerance ? 1 : 0;
        }
    }

    /// <summary>The point of the leading classes if this one is right: 1, a share of it where several lead, 0.</summary>
    public double Points(short right) => _voted.Contains(right) && _sums[right] >= Most - Tolerance ? 1.0 / Leaders : 0;
}
