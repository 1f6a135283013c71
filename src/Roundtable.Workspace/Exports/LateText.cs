using System.Globalization;
using Roundtable.Deliberation.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>That seats answered after their session had ended, in words.</summary>
public static class LateText
{
    /// <summary>One sentence a seat; null where none did. Names are raw.</summary>
    public static string? Of(Session session) => session.LateAnswers is { Count: > 0 } late
        ? string.Join(' ', late.Select(a => T("{0} was absent in round {1} and answered later, on {2} UTC: its ballot counts here.",
            VerdictText.Seat(session, a.Seat), a.Round, a.Answered.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))))
        : null;
}
