using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Search;

/// <summary>A session in a list: enough to draw its result and to count by, without reading its file.</summary>
public sealed record SessionSummary
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>Whether it was asked open.</summary>
    public required bool Open { get; init; }

    /// <summary>Whether rounds could follow the first.</summary>
    public required bool Debate { get; init; }

    /// <summary>How many rounds were held.</summary>
    public required int Rounds { get; init; }

    /// <summary>The verdict's label; null where nobody voted, since the question was answered in full.</summary>
    public TallyLabel? Label { get; init; }

    /// <summary>The result in a line.</summary>
    public required string Headline { get; init; }

    /// <summary>What the votes are for.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>The counts of the last round; null where nobody voted.</summary>
    public Tally? Final { get; init; }

    /// <summary>What came of an answer in full; null for a session with votes.</summary>
    public FusedFigures? Answered { get; init; }

    /// <summary>Whether any words in it were simulated.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Title of the transcript it was imported from, or null.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>Cost in millionths of a dollar of the calls whose price is known.</summary>
    public required long MicroDollars { get; init; }

    /// <summary>Calls of unknown cost.</summary>
    public required int UnpricedCalls { get; init; }

    /// <summary>Each seat's part in it.</summary>
    public required IReadOnlyList<SeatFigures> Seats { get; init; }
}
