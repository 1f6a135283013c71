using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Commitments;

/// <summary>The number of rows of each origin.</summary>
/// <param name="Unknown">Rows of unknown origin.</param>
/// <param name="Human">Rows that people wrote.</param>
/// <param name="Synthetic">Rows that models wrote.</param>
/// <param name="Mixed">Rows of both.</param>
public readonly record struct OriginCounts(long Unknown, long Human, long Synthetic, long Mixed)
{
    /// <summary>All rows.</summary>
    public long Total => Unknown + Human + Synthetic + Mixed;

    /// <summary>The counts of a single row.</summary>
    public static OriginCounts One(Origin origin) => origin switch
    {
        Origin.Human => new(0, 1, 0, 0),
        Origin.Synthetic => new(0, 0, 1, 0),
        Origin.Mixed => new(0, 0, 0, 1),
        _ => new(1, 0, 0, 0),
    };

    /// <summary>The number of rows of an origin.</summary>
    public long this[Origin origin] => origin switch { Origin.Human => Human, Origin.Synthetic => Synthetic, Origin.Mixed => Mixed, _ => Unknown };

    /// <summary>Adds the counts of two sets of rows.</summary>
    public static OriginCounts operator +(OriginCounts left, OriginCounts right) =>
        new(left.Unknown + right.Unknown, left.Human + right.Human, left.Synthetic + right.Synthetic, left.Mixed + right.Mixed);
}
