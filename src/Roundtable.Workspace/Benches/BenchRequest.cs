using Roundtable.Annotation.Evaluation;

namespace Roundtable.Workspace.Benches;

/// <summary>What is benched and how it is evaluated.</summary>
public sealed record BenchRequest
{
    /// <summary>The set with questions and known answers: a file or a folder; null where a table of votes brings the answers along.</summary>
    public string? Set { get; init; }

    /// <summary>A table of votes to replay; null to ask a panel.</summary>
    public string? Votes { get; init; }

    /// <summary>Names of the seats of a table to replay; empty for all.</summary>
    public IReadOnlyList<string> Seats { get; init; } = [];

    /// <summary>How answers are compared; null to decide it by the set.</summary>
    public AnswerMatch? Match { get; init; }

    /// <summary>How it is evaluated.</summary>
    public BenchSettings Settings { get; init; } = new();

    /// <summary>A folder that gets the report too; null for none.</summary>
    public string? Out { get; init; }
}
