namespace Roundtable.Deliberation.Fusion;

/// <summary>A phase of a session whose question is answered in full.</summary>
public enum FusionPhase
{
    /// <summary>A few seats answer first.</summary>
    Scouting,

    /// <summary>The seats answer, each by itself.</summary>
    Answering,

    /// <summary>The seats rank each other's answers.</summary>
    Reviewing,

    /// <summary>The moderator compares the answers.</summary>
    Comparing,

    /// <summary>The moderator writes the fused answer, or the program fuses the fields.</summary>
    Fusing,
}
