namespace Roundtable.Annotation.Votes;

/// <summary>
/// Votes of sources (columns) on items (rows): for each pair the class voted for, or none. The values lie in one array, row by row, so that a million
/// items of seven seats take 14 MB and are read in order.
/// </summary>
public sealed class VoteTable
{
    /// <summary>The value of a vote that is missing: not asked, absent, refused or not readable as one of the classes.</summary>
    public const short None = -1;

    private readonly short[] _votes;

    /// <summary>Makes a table from its values.</summary>
    /// <param name="items">Ids of the items, in order.</param>
    /// <param name="sources">Who voted, with unique names.</param>
    /// <param name="classes">What can be voted for, in the order of the codebook.</param>
    /// <param name="votes">Items × sources, row by row: an index of <paramref name="classes"/> or <see cref="None"/>. It is kept, not copied.</param>
    /// <exception cref="ArgumentException">When the lengths do not agree, a name comes twice or a vote is for no class.</exception>
    public VoteTable(IReadOnlyList<string> items, IReadOnlyList<VoteSource> sources, IReadOnlyList<string> classes, short[] votes)
    {
        if (votes.LongLength != (long)items.Count * sources.Count)
        {
            throw new ArgumentException(
                $"{items.Count} items of {sources.Count} sources have {(long)items.Count * sources.Count} votes, not {votes.Length}.", nameof(votes));
        }

        if (sources.DistinctBy(s => s.Name, StringComparer.Ordinal).Count() != sources.Count)
        {
            throw new ArgumentException("Two sources have the same name.", nameof(sources));
        }

        if (classes.Count > short.MaxValue)
        {
            throw new ArgumentException($"There are {classes.Count} classes; at most {short.MaxValue} are supported.", nameof(classes));
        }

        if (votes.AsSpan().ContainsAnyExceptInRange(None, (short)(classes.Count - 1)))
        {
            throw new ArgumentException($"A vote is for none of the {classes.Count} classes.", nameof(votes));
        }

        Items = items;
        Sources = sources;
        Classes = classes;
        _votes = votes;
    }

    /// <summary>Ids of the items, in order.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>Who voted: the columns.</summary>
    public IReadOnlyList<VoteSource> Sources { get; }

    /// <summary>What could be voted for.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The vote of a source on an item: an index of <see cref="Classes"/> or <see cref="None"/>.</summary>
    public short this[int item, int source] => _votes[(item * Sources.Count) + source];

    /// <summary>The votes on an item, one a source.</summary>
    public ReadOnlySpan<short> Of(int item) => _votes.AsSpan(item * Sources.Count, Sources.Count);
}
