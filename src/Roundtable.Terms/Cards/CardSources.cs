using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>Sources as cards write them: names of a model hub, addresses, package URLs.</summary>
internal static class CardSources
{
    private const string Hub = "huggingface.co";

    /// <summary>The edge to what a text names. One that cannot be named is kept as it is written: it is unknown, and counts.</summary>
    /// <param name="kind">How it was derived.</param>
    /// <param name="of">Model or dataset.</param>
    /// <param name="text">The text; null where something stands there that is none.</param>
    /// <param name="field">The field that says so.</param>
    /// <param name="whose">Whose field it is, such as <c>the card's</c>.</param>
    /// <param name="warnings">Told what could not be named.</param>
    public static SourceEdge Edge(EdgeKind kind, EntryKind of, string? text, string field, string whose, List<string> warnings)
    {
        var written = text?.Trim() ?? "";
        if (Name(written, of) is { } name && EntryReference.TryParse(name) is { Kind: null } reference)
        {
            return new SourceEdge(kind, reference with { Kind = of }, null, $"{whose} field {field}");
        }

        return Unnamed(kind, of, written, field, whose, warnings);
    }

    /// <summary>The edge to something that a card mentions in words which are no name.</summary>
    /// <inheritdoc cref="Edge"/>
    public static SourceEdge Unnamed(EdgeKind kind, EntryKind of, string text, string field, string whose, List<string> warnings)
    {
        warnings.Add(text.Length == 0 ? $"{field}: a source without a name; kept as unknown."
            : $"{field}: '{CardNames.Shown(text)}' is not the name of a {(of == EntryKind.Model ? "model" : "dataset")}; kept as unknown.");
        return new SourceEdge(kind, EntryReference.Unknown, null, $"{whose} field {field}") { Named = text.Length == 0 ? null : CardNames.Shown(text) };
    }

    /// <summary>The name that a package URL gives to something of a model hub, and its revision; null for any other.</summary>
    public static (string Name, string? Version)? OfPackageUrl(string? text)
    {
        const string Start = "pkg:huggingface/";
        if (text?.StartsWith(Start, StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        var rest = text[Start.Length..].Split('?', '#')[0];
        var at = rest.LastIndexOf('@');
        var name = Uri.UnescapeDataString(at < 0 ? rest : rest[..at]).Trim('/');
        return EntryId.IsName(name) ? (name, at < 0 ? null : CardNames.Version(Uri.UnescapeDataString(rest[(at + 1)..]))) : null;
    }

    /// <summary>The name of a model or dataset at an address of the model hub; null for any other text.</summary>
    public static string? OfHub(string text, EntryKind of)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !IsHub(uri))
        {
            return null;
        }

        var segments = uri.AbsolutePath.Trim('/').Split('/');
        var name = segments is ["datasets", _, ..] ? (of == EntryKind.Dataset ? string.Join('/', segments.Skip(1).Take(2)) : "")
            : of == EntryKind.Model && segments.Length >= 2 ? string.Join('/', segments.Take(2))
            : "";
        return EntryId.IsName(name) ? name : null;
    }

    private static bool IsHub(Uri uri) => uri.Scheme is "http" or "https" && uri.Host is Hub or "www." + Hub or "hf.co";

    private static string? Name(string text, EntryKind of)
    {
        if (OfPackageUrl(text) is { } package)
        {
            return package.Name;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return IsHub(uri) ? OfHub(text, of) : CardNames.Name((uri.Host + uri.AbsolutePath).Trim('/'));
        }

        return CardNames.Name(text) == text && text is not ("null" or "none" or "None" or "unknown" or "other") ? text : null;
    }
}
