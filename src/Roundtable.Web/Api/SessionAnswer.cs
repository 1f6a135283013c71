using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Live;

namespace Roundtable.Web.Api;

/// <summary>A session that is under way, or was stopped.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Whether it is under way.</param>
/// <param name="Session">Where it can be fetched when it is complete.</param>
/// <param name="Events">Where it can be watched.</param>
/// <param name="Page">Its page for people.</param>
/// <param name="Estimate">What it was estimated to take, where it was just begun.</param>
public sealed record SessionAnswer(string Id, SessionStatus Status, string Session, string Events, string Page, AskEstimate? Estimate = null)
{
    /// <summary>The answer about a session.</summary>
    public static SessionAnswer Of(string id, SessionStatus status, AskEstimate? estimate = null) =>
        new(id, status, $"/api/v1/sessions/{id}", $"/api/v1/sessions/{id}/events", $"/sessions/{id}", estimate);
}
