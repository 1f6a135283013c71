using System.Globalization;
using Roundtable.Deliberation.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>The facts of a session that every export ends with.</summary>
public static class SessionFacts
{
    /// <summary>What is said over every export of words that no model wrote.</summary>
    public const string Simulated = "SIMULATED: the panelists are rehearsing; no model wrote these words.";

    /// <summary>Names and values of a session that was answered in full, raw.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(FusedSession session)
    {
        var fusion = session.Settings.Fusion!;
        return
        [
            (T("Session"), session.Id),
            (T("Began"), session.Opened.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            (T("Kind"), T("answer in full")),
            (T("Reviews"), fusion.Review ? T("{0} of {1}", session.Reviews.Count, session.Given.Count) : T("not asked for")),
            .. FusedText.Scouted(session) is { } scouted ? [(T("Asked first"), scouted)] : (IEnumerable<(string, string)>)[],
            .. fusion.Schema is not null ? [(T("Form"), T("JSON by a schema"))] : (IEnumerable<(string, string)>)[],
            (T("Seed"), session.Settings.Seed.ToString(CultureInfo.InvariantCulture)),
            (T("Quorum"), session.Settings.Quorum.ToString(CultureInfo.InvariantCulture)),
            (T("Moderator"), session.Moderator?.Name ?? T("none")),
            .. Used(session),
        ];
    }

    /// <summary>Names and values, raw.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(Session session)
    {
        var settings = session.Settings;
        List<(string, string)> facts =
        [
            (T("Session"), session.Id),
            (T("Began"), session.Opened.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            (T("Kind"), Kind(session.Question.IsOpen, settings.Debate)),
            (T("Rounds"), T("{0} of at most {1}", session.Rounds.Count, settings.Rounds)),
            (T("Samples"), settings.Samples.ToString(CultureInfo.InvariantCulture)),
            (T("Seed"), settings.Seed.ToString(CultureInfo.InvariantCulture)),
            (T("Quorum"), settings.Quorum.ToString(CultureInfo.InvariantCulture)),
            .. Used(session),
        ];
        facts.AddRange(session.Question.Context.Select(d => (T("Read beside the question"), ContextText.Title(d))));
        if (ContextText.Seen(session) is { } seen)
        {
            facts.Add((T("Images"), seen));
        }

        if (session.ImportedFrom is { } title)
        {
            facts.Add((T("Imported from"), title));
        }

        return facts;
    }

    private static string Kind(bool isOpen, bool isDebate) => (isOpen, isDebate) switch
    {
        (true, true) => T("open debate"),
        (true, false) => T("open poll"),
        (false, true) => T("debate"),
        _ => T("poll"),
    };

    private static IEnumerable<(string Name, string Value)> Used(SessionDocument session) =>
    [
        (T("Used"), VerdictText.Spend(session.Spend)),
        .. SpendText.Overrun(session) is { } overrun ? [(T("Budget"), overrun)] : (IEnumerable<(string, string)>)[],
        .. SpendText.Seats(session).Select(s => (T("Used by {0}", s.Seat), s.Used)),
    ];
}
