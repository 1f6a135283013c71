using System.Globalization;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>That seats answered after their session had ended, in words.</summary>
public static class LateText
{
    /// <summary>One sentence a seat; null where none did. Names are raw.</summary>
    public static string? Of(Session session) => session.LateAnswers is { Count: > 0 } late
        ? string.Join(' ', late.Select(a => string.Create(
            CultureInfo.InvariantCulture,
            $"{VerdictText.Seat(session, a.Seat)} was absent in round {a.Round} and answered later, on {a.Answered:yyyy-MM-dd HH:mm} UTC: "
                + $"its ballot counts here.")))
        : null;
}
