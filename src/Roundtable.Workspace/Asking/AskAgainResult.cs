using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Asking;

/// <summary>What came of asking an absent seat again.</summary>
public abstract record AskAgainResult
{
    private AskAgainResult()
    {
    }

    /// <summary>The seat answered.</summary>
    /// <param name="Session">The session as it now is.</param>
    public sealed record Answered(Session Session) : AskAgainResult;

    /// <summary>There is no finished session of that id.</summary>
    public sealed record NoSession : AskAgainResult;

    /// <summary>The session, as it stands, has no such seat to ask.</summary>
    /// <param name="Why">One sentence.</param>
    public sealed record NotNow(string Why) : AskAgainResult;

    /// <summary>The caller's limits do not allow it now.</summary>
    /// <param name="Why">One sentence.</param>
    public sealed record Refused(string Why) : AskAgainResult;
}
