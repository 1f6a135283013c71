namespace Roundtable.Deliberation.Tools;

/// <summary>A page that a tool returned.</summary>
/// <param name="Url">Its address, http or https.</param>
/// <param name="Title">Its title, or null.</param>
public sealed record Source(string Url, string? Title)
{
    private const int MaxUrlLength = 2_000;
    private const int MaxTitleLength = 300;

    /// <summary>A page with an address that can be opened; null where it has none. A title that is too long is cut.</summary>
    /// <param name="url">The address as it was told.</param>
    /// <param name="title">The title as it was told.</param>
    public static Source? Of(string? url, string? title) => IsOpenable(url) ? new Source(url!, Cut(title, MaxTitleLength)) : null;

    /// <summary>
    /// Whether an address can be opened from a page: http or https, with a host, without a user or password, and nothing in it that an address has not
    /// (RFC 3986).
    /// </summary>
    public static bool IsOpenable(string? url) =>
        url is { Length: > 0 and <= MaxUrlLength } && url.All(c => c is > ' ' and not ('"' or '<' or '>' or '\\' or '`' or '{' or '}' or '|' or '^' or '\x7f'))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    /// <summary>A text of at most so many characters, on a whole character; null where it is empty.</summary>
    internal static string? Cut(string? text, int length) =>
        string.IsNullOrWhiteSpace(text) ? null
        : text.Length <= length ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
}
