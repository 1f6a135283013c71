namespace Roundtable.Terms.Rulings;

/// <summary>Rows of a file with the same ruling on the same grounds.</summary>
/// <param name="Ruling">The ruling on the first of them.</param>
public sealed record RowGroup(Ruling Ruling)
{
    /// <summary>Maximum number of row numbers that are kept.</summary>
    public const int MaxExamples = 10;

    private readonly List<long> _examples = [];

    /// <summary>Number of rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The numbers of the first rows, from 1.</summary>
    public IReadOnlyList<long> Examples => _examples;

    /// <summary>Counts a row.</summary>
    /// <param name="number">Its number in the file, from 1.</param>
    /// <param name="rows">How many rows it represents.</param>
    internal void Count(long number, long rows)
    {
        Rows += rows;
        if (_examples.Count < MaxExamples)
        {
            _examples.Add(number);
        }
    }
}
