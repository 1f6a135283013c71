using System.Runtime.CompilerServices;

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

    /// <summary>Whether it is the same one: its rows grow while it is in sets and tables, and it is asked for each row.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(RowGroup? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

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
