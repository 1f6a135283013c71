namespace Roundtable.Web.Site.Live;

/// <summary>What an open page of a live session changes at once.</summary>
/// <param name="All">The whole region anew, instead of the rest.</param>
/// <param name="Words">Words to add, by number of the seat.</param>
/// <param name="Seats">Cards to replace, by number of the seat.</param>
/// <param name="Parts">What else changed, by the id of the element that it takes the place of.</param>
/// <param name="Ended">Whether the session is over, so that the page should be loaded again.</param>
/// <param name="Announcement">What a screen reader announces, or null.</param>
public sealed record LiveUpdate(
    string? All,
    IReadOnlyDictionary<int, string>? Words,
    IReadOnlyDictionary<int, string>? Seats,
    IReadOnlyDictionary<string, string>? Parts,
    bool Ended,
    string? Announcement);
