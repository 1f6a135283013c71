using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>What one seat said about one item, with what it rests on.</summary>
/// <param name="Seat">Number of the seat, from 1.</param>
/// <param name="Sample">Which of the seat's answers about the item, from 1.</param>
/// <param name="Answer">The answer, or why there is none.</param>
public sealed record SeatResult(int Seat, int Sample, SeatAnswer Answer)
{
    /// <summary>The confidence that the seat states, 0 to 1; null where it states none.</summary>
    public double? Confidence { get; init; }

    /// <summary>The model that the provider says served it; null where it did not say.</summary>
    public string? Served { get; init; }

    /// <summary>Length of the answer as recorded, in characters; 0 where there is none.</summary>
    public int Length { get; init; }

    /// <summary>Index of the leaf that it was read from; null where there is none. No receipt, no vote: only absences have none.</summary>
    public long? Leaf { get; init; }

    /// <summary>Whether the leaf is that of an earlier call, so that nothing was asked.</summary>
    public bool Reused { get; init; }

    /// <summary>Calls that were made for it: 0 where it is reused, 2 where the answer had to be repaired.</summary>
    public int Calls { get; init; }

    /// <summary>Tokens of the calls that were made for it, by kind; null where none were reported.</summary>
    public Usage? Usage { get; init; }

    /// <summary>What those calls cost in millionths of a US dollar, as far as it is known.</summary>
    public long MicroDollars { get; init; }

    /// <summary>Whether the cost is known in full.</summary>
    public bool IsPriced { get; init; } = true;

    /// <summary>How long they took, in milliseconds.</summary>
    public long Milliseconds { get; init; }
}
