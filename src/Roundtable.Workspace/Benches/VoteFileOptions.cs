using Roundtable.Annotation.Evaluation;

namespace Roundtable.Workspace.Benches;

/// <summary>How a table of votes is read.</summary>
public sealed record VoteFileOptions
{
    /// <summary>A table of questions and their right answers, for votes that have none beside them; null where they do.</summary>
    public string? GoldPath { get; init; }

    /// <summary>How votes are compared with the right answer; null to compare by value where every right answer is a number, else as text.</summary>
    public AnswerMatch? Match { get; init; }

    /// <summary>Names of the seats to read, in this order; empty for all. All columns of a seat are read.</summary>
    public IReadOnlyList<string> Seats { get; init; } = [];
}
