using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Answers;

/// <summary>What a seat wrote in full to a question without options. It cannot exist without the receipt of the recorded answer.</summary>
public sealed record Answer
{
    /// <summary>Creates an answer from a recorded one.</summary>
    /// <exception cref="ArgumentNullException">When <paramref name="receipt"/> or <paramref name="text"/> is null: no receipt, no answer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="seat"/> is below 1.</exception>
    [JsonConstructor]
    public Answer(int seat, AnswerKind kind, string text, Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(seat, 1);
        Seat = seat;
        Kind = kind;
        Text = text;
        Receipt = receipt;
    }

    /// <summary>The id by which the answer is cited: <c>s3</c> for that of seat 3.</summary>
    [JsonIgnore]
    public string Id => $"s{Seat}";

    /// <summary>Number of the seat, from 1.</summary>
    public int Seat { get; }

    /// <summary>Whether it counts as an answer.</summary>
    public AnswerKind Kind { get; }

    /// <summary>The raw text, exactly as recorded: Markdown, or JSON where a schema was asked for.</summary>
    public string Text { get; }

    /// <summary>The receipt of the answer's leaf in the log.</summary>
    public Receipt Receipt { get; }

    /// <summary>The answer without thinking that stands in the text between marks: what is shown, quoted and compared.</summary>
    [JsonIgnore]
    public string Words => field ??= AnswerText.Of(Text).Answer;

    /// <summary>What the model thought, where the provider keeps it apart from the answer; null where it shows none. Nothing is quoted from it.</summary>
    public string? Thinking { get; init; }

    /// <summary>The JSON value that the seat answered, where a schema was asked for and it is valid against it; else null.</summary>
    [JsonConverter(typeof(GivenValueConverter))]
    public JsonElement? Value { get; init; }

    /// <summary>Why it does not count, in one sentence; null where it counts.</summary>
    public string? Problem { get; init; }

    /// <summary>The calls of tools that it rests on, each with its receipt and what the answer cites of it; null where there were none.</summary>
    public IReadOnlyList<ToolUse>? Tools { get; init; }

    /// <summary>The raw text of the first answer, where it was not valid against the schema and this one is its correction; else null.</summary>
    public string? RepairedFrom { get; init; }

    /// <inheritdoc/>
    public bool Equals(Answer? other) =>
        other is not null && (Seat, Kind, Text, Receipt, Thinking, Problem, RepairedFrom)
            == (other.Seat, other.Kind, other.Text, other.Receipt, other.Thinking, other.Problem, other.RepairedFrom)
        && (Value is { } value ? other.Value is { } theirs && JsonElement.DeepEquals(value, theirs) : other.Value is null);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seat, Kind, Text, Receipt);
}
