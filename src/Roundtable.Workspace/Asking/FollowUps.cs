using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Asking;

/// <summary>Follow-ups: questions whose panel reads the minutes of an earlier session, which the name of the document tells.</summary>
public static class FollowUps
{
    private const string Prefix = "minutes of session ";

    /// <summary>What the panel of a follow-up reads of the session before.</summary>
    public static ContextDocument Minutes(SessionDocument session) => new(Prefix + session.Id, MinutesText.Of(session));

    /// <summary>Id of the session that a question follows up; null where it follows none.</summary>
    public static string? ParentOf(Question question) => question.Context
        .Where(d => d.Name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(d => d.Name[Prefix.Length..])
        .FirstOrDefault(SessionStore.IsId);
}
