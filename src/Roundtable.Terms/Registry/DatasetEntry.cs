namespace Roundtable.Terms.Registry;

/// <summary>A dataset in one version.</summary>
public sealed record DatasetEntry : Entry
{
    /// <summary>The licences of its data; all of them hold.</summary>
    public IReadOnlyList<EntryReference> Licences { get; init; } = [];

    /// <summary>Who wrote its texts.</summary>
    public Origin Origin { get; init; } = Origin.Unknown;

    /// <summary>How it was collected, in a sentence or two; null where unknown.</summary>
    public string? Collection { get; init; }

    /// <summary>What it consists of: the names of its parts.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>How many rows it has; null where unknown.</summary>
    public long? Rows { get; init; }

    /// <summary>The day on which we obtained it; null where that is not known.</summary>
    public DateOnly? Obtained { get; init; }

    private protected override void Seal()
    {
    }
}
