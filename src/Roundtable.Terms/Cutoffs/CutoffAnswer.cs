namespace Roundtable.Terms.Cutoffs;

/// <summary>What was found about one thing that came from somewhere.</summary>
/// <param name="Status">Whether a bar had reached whoever has it.</param>
/// <param name="Route">By which way it came.</param>
/// <param name="Day">The day on which it was obtained (UTC); null where nobody tells.</param>
public sealed record CutoffAnswer(CutoffStatus Status, CutoffRoute Route, DateOnly? Day)
{
    /// <summary>The model; null where nobody knows which.</summary>
    public string? Model { get; init; }

    /// <summary>The organisation whose model it is; null where nobody knows.</summary>
    public string? Vendor { get; init; }

    /// <summary>Through whom it came, as the record names it; null where it names nobody.</summary>
    public string? Through { get; init; }

    /// <summary>The terms that were recorded with it, else those of whom it came through; empty where none are known.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>What the bar says, with its citation; null where none is at hand.</summary>
    public string? Bar { get; init; }

    /// <summary>The bar's first day; null where nobody knows it, or no bar is at hand.</summary>
    public DateOnly? From { get; init; }

    /// <summary>For an open question, what is not known; null otherwise.</summary>
    public string? Unknown { get; init; }
}
