namespace Roundtable.Deliberation.Tools;

/// <summary>That an answer cites a page.</summary>
/// <param name="Url">The page's address, http or https.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="Said">The words of the answer that rest on it, as the provider marks them; null where it marks none.</param>
/// <param name="Quote">The words of the page that are cited, as the provider tells them; null where it tells none.</param>
public sealed record Citation(string Url, string? Title, string? Said, string? Quote)
{
    private const int MaxWords = 1_000;

    /// <summary>A citation with an address that can be opened; null where it has none. Words that are too long are cut.</summary>
    public static Citation? Of(string? url, string? title, string? said, string? quote) =>
        Source.Of(url, title) is { } page ? new Citation(page.Url, page.Title, Source.Cut(said, MaxWords), Source.Cut(quote, MaxWords)) : null;
}
