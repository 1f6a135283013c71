namespace Roundtable.Web.Site.Live;

/// <summary>What an open page of a live session changes at once.</summary>
/// <param name="All">The whole region anew, instead of the rest.</param>
/// <param name="Words">Words to add, by number of the seat.</param>
/// <param name="Seats">Cards to replace, by number of the seat.</param>
/// <param name="Progress">What stands above the seats, or null where it did not change.</param>
/// <param name="Ended">Whether the session is over, so that the page should be loaded again.</param>
/// <param name="Announcement">What a screen reader announces, or null.</param>
public sealed record LiveUpdate(
    string? All, IReadOnlyDictionary<int, string>? Words, IReadOnlyDictionary<int, string>? Seats, string? Progress, bool Ended, string? Announcement);
