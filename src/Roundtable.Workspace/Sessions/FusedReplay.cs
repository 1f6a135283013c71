using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Sessions;

/// <summary>Makes again without a model what a fused session's document says was computed.</summary>
public static class FusedReplay
{
    /// <summary>What in the document is not what its answers, reviews and drafts give; empty where all of it is.</summary>
    public static IReadOnlyList<string> Differences(FusedSession session) => throw new NotSupportedException(session.Id);
}
