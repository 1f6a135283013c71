using Roundtable.Annotation.Runs;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Benches;

/// <summary>Who is asked the questions of a set, and how.</summary>
public sealed record BenchAsk
{
    /// <summary>The named panel; null for the default one.</summary>
    public string? Panel { get; init; }

    /// <summary>Models to seat instead of a panel's, as <c>provider/name</c>; empty for the panel's.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Settings for every seat that has none of its own.</summary>
    public SeatPlan SeatDefaults { get; init; } = new("");

    /// <summary>Whether the panel debates each question in several rounds, each a session of its own; else it is one run with one vote a seat.</summary>
    public bool Debate { get; init; }

    /// <summary>Maximum number of rounds of a debate.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>How often each seat is asked the same question.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Timeout of one answer in seconds.</summary>
    public int SeatSeconds { get; init; } = 120;

    /// <summary>How many questions are asked, drawn at random by the seed; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>How much the bench may take in all.</summary>
    public RunLimits Limits { get; init; } = RunLimits.None;

    /// <summary>Which answers of earlier runs may be used again.</summary>
    public Reuse Reuse { get; init; }

    /// <summary>What the answers are wanted for; ruled on before the first call.</summary>
    public IReadOnlyList<string> For { get; init; } = [];
}
