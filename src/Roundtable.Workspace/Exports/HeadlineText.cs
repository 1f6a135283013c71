using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>What came of a session of either kind, in a line. Plain text with names and words of others still raw in it.</summary>
public static class HeadlineText
{
    /// <summary>The result, as in "Majority: Yes, 3 of 7 seats; 2 voted otherwise, 1 refused, 1 absent".</summary>
    public static string Of(SessionDocument session) =>
        session is FusedSession fused ? FusedText.Headline(FusedFigures.Of(fused)) : Of((Session)session);

    /// <summary>What was beside it, as in "5 seats invited: 3 voted, 1 abstained, 1 absent".</summary>
    public static string Beside(SessionDocument session) =>
        session is FusedSession fused ? FusedText.Beside(FusedFigures.Of(fused)) : VerdictText.Beside(((Session)session).Verdict.Final);

    private static string Of(Session session) => VerdictText.Headline(session.Verdict.Final, session.Verdict.Options);
}
