using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Sessions;

/// <summary>What can be done with votes alone, and what a session that was answered in full says to it.</summary>
public static class VotesOnly
{
    /// <summary>The session with votes.</summary>
    /// <param name="document">A session of either kind.</param>
    /// <param name="done">What is done with votes alone, such as <c>recounted</c>.</param>
    /// <exception cref="WorkspaceException">When it was answered in full.</exception>
    public static Session Of(SessionDocument document, string done) =>
        document as Session ?? throw new WorkspaceException(ErrorKind.InvalidInput, Problem(document, done));

    /// <summary>That something is done with votes alone and so not with this session, one sentence.</summary>
    /// <param name="document">A session that was answered in full.</param>
    /// <param name="done">What is done, such as <c>recounted</c>.</param>
    public static string Problem(SessionDocument document, string done) =>
        $"Session {document.Id} was answered in full: nobody voted in it, so that nothing can be {done}.";
}
