using System.Globalization;
using Roundtable.Deliberation.Sessions;

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
            ("Session", session.Id),
            ("Began", session.Opened.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("Kind", "answer in full"),
            ("Reviews", fusion.Review ? $"{session.Reviews.Count} of {session.Given.Count}" : "not asked for"),
            .. FusedText.Scouted(session) is { } scouted ? [("Asked first", scouted)] : (IEnumerable<(string, string)>)[],
            .. fusion.Schema is not null ? [("Form", "JSON by a schema")] : (IEnumerable<(string, string)>)[],
            ("Seed", session.Settings.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Quorum", session.Settings.Quorum.ToString(CultureInfo.InvariantCulture)),
            ("Moderator", session.Moderator?.Name ?? "none"),
            .. Used(session),
        ];
    }

    /// <summary>Names and values, raw.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(Session session)
    {
        var settings = session.Settings;
        List<(string, string)> facts =
        [
            ("Session", session.Id),
            ("Began", session.Opened.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            (
                "Kind",
                (
                    session.Question.IsOpen,
                    settings.Debate) switch { (true, true) => "open debate", (true, false) => "open poll", (false, true) => "debate", _ => "poll" }),
            ("Rounds", $"{session.Rounds.Count} of at most {settings.Rounds}"),
            ("Samples", settings.Samples.ToString(CultureInfo.InvariantCulture)),
            ("Seed", settings.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Quorum", settings.Quorum.ToString(CultureInfo.InvariantCulture)),
            .. Used(session),
        ];
        facts.AddRange(session.Question.Context.Select(d => ("Read beside the question", ContextText.Title(d))));
        if (ContextText.Seen(session) is { } seen)
        {
            facts.Add(("Images", seen));
        }

        if (session.ImportedFrom is { } title)
        {
            facts.Add(("Imported from", title));
        }

        return facts;
    }

    private static IEnumerable<(string Name, string Value)> Used(SessionDocument session) =>
    [
        ("Used", VerdictText.Spend(session.Spend)),
        .. SpendText.Overrun(session) is { } overrun ? [("Budget", overrun)] : (IEnumerable<(string, string)>)[],
        .. SpendText.Seats(session).Select(s => ($"Used by {s.Seat}", s.Used)),
    ];
}
