namespace Roundtable.Workspace.Cutoffs;

/// <summary>What an audit of cut-offs looks for.</summary>
/// <param name="Organisation">Whose house it is: an organisation of the registry.</param>
public sealed record CutoffRequest(string Organisation)
{
    /// <summary>The vendor whose bars count; null for everybody's.</summary>
    public string? Vendor { get; init; }

    /// <summary>Content that was obtained before this day is passed over; null for all. Content without a day never is.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Whether the report becomes a leaf of the log.</summary>
    public bool Record { get; init; } = true;
}
