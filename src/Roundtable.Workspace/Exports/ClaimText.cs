using Roundtable.Deliberation.Sessions;

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
                ? "Nothing that was checked disagrees with the ballots."
                : $"{VerdictText.Count(wrong, "disagreement")} between the page and its ballots:";
        }

        var looked =
            $"The page makes {VerdictText.Count(claims.Made, "claim")} about its ballots; {claims.Checked} {(claims.Checked == 1 ? "was" : "were")} checked";
        return claims.Checked == 0 ? $"{looked}."
            : wrong == 0 ? $"{looked}, and none is wrong." : $"{looked}, and {wrong} {(wrong == 1 ? "is" : "are")} wrong:";
    }
}
