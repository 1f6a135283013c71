namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>A node of a file's schema.</summary>
internal sealed class ParquetNode
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its repetition: 0 required, 1 optional, 2 repeated.</summary>
    public required int Repetition { get; init; }

    /// <summary>The physical type of a leaf; null for groups.</summary>
    public ParquetType? Type { get; init; }

    /// <summary>Whether it is annotated as a list or a map.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether it is annotated as text.</summary>
    public bool IsText { get; init; }

    /// <summary>The definition level from which it is present.</summary>
    public required int Definition { get; init; }

    /// <summary>The repetition level at which it repeats.</summary>
    public required int Level { get; init; }

    /// <summary>For a leaf: the index of its column.</summary>
    public int Column { get; init; } = -1;

    /// <summary>The children of a group.</summary>
    public List<ParquetNode> Children { get; } = [];

    /// <summary>The first leaf below it that is read; null where none is.</summary>
    public ParquetNode? FirstLeaf() => Type is { } type
        ? type is ParquetType.Int96 or ParquetType.FixedLengthByteArray ? null : this
        : Children.Select(c => c.FirstLeaf()).FirstOrDefault(l => l is not null);
}
