using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Site.Layout;

/// <summary>
/// Results in a line as pages show them: an option stands apart from the direction of the words around it (FSI and PDI of Unicode's bidirectional algorithm,
/// UAX #9), so that the counts beside an Arabic option stay where they belong.
/// </summary>
public static class ShownHeadline
{
    private const char Isolate = '\u2068';
    private const char EndOfIsolate = '\u2069';

    /// <summary>What came of a session.</summary>
    public static string Of(SessionDocument session) => session is Session voted ? Of(voted.Verdict.Final, voted.Verdict.Options) : HeadlineText.Of(session);

    /// <summary>What came of a session, by its summary.</summary>
    public static string Of(SessionSummary summary) =>
        summary.Answered is { } figures ? FusedText.Headline(figures) : Of(summary.Final!, summary.Options);

    /// <summary>What came of a vote.</summary>
    /// <param name="tally">Its counts.</param>
    /// <param name="options">What was voted for.</param>
    public static string Of(Tally tally, IReadOnlyList<string> options) =>
        VerdictText.Headline(tally, [.. options.Select(static o => IsMixed(o) ? $"{Isolate}{o}{EndOfIsolate}" : o)]);

    /// <summary>Whether a text may have letters that are written from right to left: Hebrew, Arabic and their like (U+0590 to U+08FF and the presentation
    /// forms).</summary>
    private static bool IsMixed(string text) => text.AsSpan().ContainsAnyInRange('\u0590', '\u08FF') || text.AsSpan().ContainsAnyInRange('\uFB1D', '\uFEFC');
}
