using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Reviews;

/// <summary>What a seat says of the others' answers, which it read without names. It cannot exist without the receipt of the recorded answer.</summary>
public sealed record Review
{
    /// <summary>Creates a review from a recorded answer.</summary>
    /// <exception cref="ArgumentNullException">When <paramref name="receipt"/> is null: no receipt, no review.</exception>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="seat"/> is below 1.</exception>
    [JsonConstructor]
    public Review(int seat, IReadOnlyList<int> shown, IReadOnlyList<int> ranking, IReadOnlyList<ReviewedError> errors, string text, Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentOutOfRangeException.ThrowIfLessThan(seat, 1);
        Seat = seat;
        Shown = shown;
        Ranking = ranking;
        Errors = errors;
        Text = text;
        Receipt = receipt;
    }

    /// <summary>Number of the seat that reviews, from 1.</summary>
    public int Seat { get; }

    /// <summary>The seats whose answers it was shown, in the order of the letters under which it was; its own is none of them.</summary>
    public IReadOnlyList<int> Shown { get; }

    /// <summary>Those seats from best to worst; empty where the review could not be read, and then it counts for nothing.</summary>
    public IReadOnlyList<int> Ranking { get; }

    /// <summary>The errors that it names, each with a verbatim span of the answer that is said to hold it.</summary>
    public IReadOnlyList<ReviewedError> Errors { get; }

    /// <summary>The raw text of the review, exactly as recorded.</summary>
    public string Text { get; }

    /// <summary>The receipt of its leaf in the log.</summary>
    public Receipt Receipt { get; }

    /// <summary>Number of errors left out because their spans are no verbatim part of the answer.</summary>
    public int Dropped { get; init; }

    /// <summary>Why it could not be read, in one sentence; null where it could.</summary>
    public string? Problem { get; init; }

    /// <summary>What the model thought, where the provider keeps it apart from the answer; null where it shows none.</summary>
    public string? Thinking { get; init; }

    /// <summary>The raw text of the first answer, where it could not be read and this one is its repair; else null.</summary>
    public string? RepairedFrom { get; init; }
}
