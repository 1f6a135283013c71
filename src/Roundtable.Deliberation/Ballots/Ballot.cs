using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Ballots;

/// <summary>What a seat said in one round. It cannot exist without the receipt of the recorded answer it was read from.</summary>
public sealed record Ballot
{
    /// <summary>Makes a ballot from a recorded answer.</summary>
    /// <exception cref="ArgumentNullException">When <paramref name="receipt"/> is null: no receipt, no ballot.</exception>
    [JsonConstructor]
    public Ballot(int round, int seat, int sample, Choice choice, string reasoning, string text, Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(seat, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sample, 1);
        Round = round;
        Seat = seat;
        Sample = sample;
        Choice = choice;
        Reasoning = reasoning;
        Text = text;
        Receipt = receipt;
    }

    /// <summary>How the ballot is cited: <c>r1.s3</c>, or <c>r1.s3.k2</c> for its second sample.</summary>
    [JsonIgnore]
    public string Id => Sample == 1 ? $"r{Round}.s{Seat}" : $"r{Round}.s{Seat}.k{Sample}";

    /// <summary>The round, from 1.</summary>
    public int Round { get; }

    /// <summary>Number of the seat, from 1.</summary>
    public int Seat { get; }

    /// <summary>Which of the seat's answers in this round, from 1.</summary>
    public int Sample { get; }

    /// <summary>What the ballot says.</summary>
    public Choice Choice { get; }

    /// <summary>Why, in the seat's words; empty where it gave no reasons. Quotations are checked against it.</summary>
    public string Reasoning { get; }

    /// <summary>The raw text of the answer, exactly as recorded.</summary>
    public string Text { get; }

    /// <summary>Where the answer stands in the log.</summary>
    public Receipt Receipt { get; }

    /// <summary>How sure the seat says it is, 0 to 1, or null where it did not say.</summary>
    public double? Confidence { get; init; }

    /// <summary>Id of the ballot whose argument the seat names as what moved it, or null.</summary>
    public string? PersuadedBy { get; init; }

    /// <summary>Id of the ballot whose argument the seat names as the strongest against it, and answers, or null.</summary>
    public string? Answers { get; init; }

    /// <summary>The order in which the options were shown: position → option index; empty for an open question.</summary>
    public IReadOnlyList<int> Shown { get; init; } = [];

    /// <summary>The raw text of the first answer where this one is its repair, or null.</summary>
    public string? RepairedFrom { get; init; }
}
