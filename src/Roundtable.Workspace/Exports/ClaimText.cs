using Roundtable.Deliberation.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>What was made of an imported page's claims, in words: the same for the terminal, the exports and the pages.</summary>
public static class ClaimText
{
    /// <summary>How many claims the page makes, how many were checked, and how many of those are wrong.</summary>
    public static string Summary(Session session)
    {
        var wrong = session.Discrepancies?.Count ?? 0;
        if (session.Claims is not { } claims)
        {
            return wrong == 0
                ? T("Nothing that was checked disagrees with the ballots.")
                : T("{0, plural, one {# disagreement} other {# disagreements}} between the page and its ballots:", wrong);
        }

        return claims.Checked == 0
            ? T("The page makes {0, plural, one {# claim} other {# claims}} about its ballots; none was checked.", claims.Made)
            : wrong == 0
            ? T("The page makes {0, plural, one {# claim} other {# claims}} about its ballots; {1, plural, one {# was} other {# were}} checked, and "
                + "none is wrong.",
                claims.Made, claims.Checked)
            : T("The page makes {0, plural, one {# claim} other {# claims}} about its ballots; {1, plural, one {# was} other {# were}} checked, and "
                + "{2, plural, one {# is} other {# are}} wrong:", claims.Made, claims.Checked, wrong);
    }
}
