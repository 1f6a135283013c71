using System.Text.Json.Serialization;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Ballots;

/// <summary>What a seat answered in one round. It cannot exist without the receipt of the recorded answer that it was parsed from.</summary>
public sealed record Ballot
{
    /// <summary>Creates a ballot from a recorded answer.</summary>
    /// <exception cref="ArgumentNullException">When <paramref name="receipt"/> is null: no receipt, no ballot.</exception>
    /// <exception cref="ArgumentOutOfRangeException">When a number is below 1.</exception>
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

    /// <summary>The id by which the ballot is cited: <c>r1.s3</c>, or <c>r1.s3.k2</c> for the second sample.</summary>
    [JsonIgnore]
    public string Id => Sample == 1 ? $"r{Round}.s{Seat}" : $"r{Round}.s{Seat}.k{Sample}";

    /// <summary>The round, from 1.</summary>
    public int Round { get; }

    /// <summary>Number of the seat, from 1.</summary>
    public int Seat { get; }

    /// <summary>Which of the seat's answers in this round, from 1.</summary>
    public int Sample { get; }

    /// <summary>The vote, position, abstention or objection.</summary>
    public Choice Choice { get; }

    /// <summary>The seat's reasons in its own words; empty where it gave none. Quotations are checked against it.</summary>
    public string Reasoning { get; }

    /// <summary>The raw text of the answer, exactly as recorded.</summary>
    public string Text { get; }

    /// <summary>The receipt of the answer's leaf in the log.</summary>
    public Receipt Receipt { get; }

    /// <summary>The confidence that the seat states, 0 to 1, or null where it states none.</summary>
    public double? Confidence { get; init; }

    /// <summary>Id of the ballot whose argument, according to the seat, changed its mind, or null.</summary>
    public string? PersuadedBy { get; init; }

    /// <summary>Id of the ballot whose argument the seat considers the strongest against its own choice, and answers, or null.</summary>
    public string? Answers { get; init; }

    /// <summary>The order in which the options were shown: position → option index; empty for an open question.</summary>
    public IReadOnlyList<int> Shown { get; init; } = [];

    /// <summary>
    /// What the model thought before it answered, where the provider keeps it apart from the answer; null where it shows none. It is no part of what the seat
    /// says: nothing is counted or quoted from it. Thinking that stands in <see cref="Text"/> between marks stays there.
    /// </summary>
    public string? Thinking { get; init; }

    /// <summary>The calls of tools that the answer rests on, each with its receipt and what the answer cites of it; null where there were none.</summary>
    public IReadOnlyList<ToolUse>? Tools { get; init; }

    /// <summary>The raw text of the first answer, where it did not parse and this one is its repair; else null.</summary>
    public string? RepairedFrom { get; init; }
}
