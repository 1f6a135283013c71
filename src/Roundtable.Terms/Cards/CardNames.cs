using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>Normalises names from cards to names that the registry accepts.</summary>
internal static class CardNames
{
    private const int MaxShown = 100;

    /// <summary>A name of letters, digits and punctuation: other characters become a hyphen. Null where nothing is left.</summary>
    public static string? Name(string? text) => Fit(text, EntryId.IsName, c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' or ':' or '+');

    /// <summary>A version likewise.</summary>
    public static string? Version(string? text) => Fit(text, EntryId.IsVersion, c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+');

    /// <summary>The name of an organisation: lower case, without a slash.</summary>
    public static string? Organisation(string? text) => Name(text?.Replace('/', '-').ToLowerInvariant());

    /// <summary>A text of a card as warnings and entries show it: long ones are cut.</summary>
    public static string Shown(string text) => text.Length > MaxShown ? text[..MaxShown] + "…" : text;

    private static string? Fit(string? text, Func<string, bool> isFit, Func<char, bool> stays)
    {
        if (text is null)
        {
            return null;
        }

        var words = new string([.. text.Select(c => stays(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var made = string.Join('-', words).TrimStart('.', '_', '-', '/', ':', '+');
        made = made.Length > 200 ? made[..200] : made;
        return isFit(made) ? made : null;
    }
}
