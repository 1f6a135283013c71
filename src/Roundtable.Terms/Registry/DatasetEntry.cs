namespace Roundtable.Terms.Registry;

/// <summary>A dataset in one version.</summary>
public sealed record DatasetEntry : Entry
{
    /// <summary>The licences of its data; all of them apply.</summary>
    public IReadOnlyList<EntryReference> Licences { get; init; } = [];

    /// <summary>
    /// What somebody other than its owner concluded the licences to be (SPDX's concluded licence). They count beside the declared ones, never
    /// in their place.
    /// </summary>
    public IReadOnlyList<EntryReference> Concluded { get; init; } = [];

    /// <summary>Who wrote its texts.</summary>
    public Origin Origin { get; init; } = Origin.Unknown;

    /// <summary>How it was collected, in a sentence or two; null where unknown.</summary>
    public string? Collection { get; init; }

    /// <summary>The names of its parts.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Number of rows; null where unknown.</summary>
    public long? Rows { get; init; }

    /// <summary>What is known to be there and could not be read, such as a licence that a card calls <c>other</c>: each a ground to know nothing.</summary>
    public IReadOnlyList<string> Unknowns { get; init; } = [];

    /// <summary>The date on which it was obtained; null where unknown.</summary>
    public DateOnly? Obtained { get; init; }

    private protected override void Seal()
    {
    }
}
