using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Workspace.Runs;

/// <summary>A run that was checked and planned; nothing was asked yet, and nothing written.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Seats">The seats with their clients.</param>
/// <param name="Source">The items.</param>
/// <param name="Request">What was wanted.</param>
/// <param name="Folder">Absolute path of the folder for its files.</param>
/// <param name="Estimate">What it is expected to take.</param>
public sealed record PreparedRun(
    RunPlan Plan, IReadOnlyList<SeatedModel> Seats, RunItemSource Source, RunRequest Request, string Folder, RunEstimate Estimate);

/// <summary>How a part of a run ended.</summary>
public enum RunState
{
    /// <summary>A process is at it.</summary>
    Running,

    /// <summary>Every item has its results.</summary>
    Finished,

    /// <summary>It was stopped in order, or after as many items as were wanted.</summary>
    Stopped,

    /// <summary>A limit on the whole run covers no further item.</summary>
    AtLimit,

    /// <summary>Its process ended without saying so.</summary>
    Interrupted,
}

/// <summary>How far a run came, and how.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Progress">How far it is.</param>
public sealed record RunOutcome(RunState State, RunProgress Progress);
