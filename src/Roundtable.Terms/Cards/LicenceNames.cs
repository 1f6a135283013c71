using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>
/// Parses licences as cards write them: SPDX identifiers and expressions, the identifiers of model hubs, addresses, titles. What names no licence
/// is kept as written, so that it is unknown and not forgotten.
/// </summary>
internal static partial class LicenceNames
{
    private static readonly string[] _memberNames = ["id", "name", "title", "@id", "url", "path", "license", "licence"];

    /// <summary>The licences that a value names: a text, an object with a name or an address, or a list of those.</summary>
    public static IReadOnlyList<EntryReference> Read(string field, JsonNode? node, List<string> warnings) => node switch
    {
        JsonArray list => [.. list.SelectMany(item => Read(field, item ?? JsonValue.Create("null"), warnings)).Distinct()],
        JsonObject named => ReadNamed(field, named, warnings),
        JsonValue value => Read(field, value.ToString(), warnings),
        _ => [],
    };

    /// <summary>The licences that a text names.</summary>
    /// <param name="field">Where it stands, for warnings.</param>
    /// <param name="text">The text: a name, an expression, an address.</param>
    /// <param name="warnings">Told what names no licence.</param>
    public static IReadOnlyList<EntryReference> Read(string field, string text, List<string> warnings)
    {
        var whole = text.Trim();

        // Of alternative licences nobody has chosen one: all of them are applied, which is the most restrictive.
        IReadOnlyList<string> parts = Operands(whole) ?? [whole];
        return [.. parts.Select(p => Part(field, p, warnings)).OfType<EntryReference>().Distinct()];
    }

    /// <summary>A licence that a document mentions in words that are no name: unknown.</summary>
    public static EntryReference AsWritten(string text) =>
        CardNames.AsWritten(EntryKind.Terms, text);

    private static IReadOnlyList<EntryReference> ReadNamed(string field, JsonObject json, List<string> warnings)
    {
        var values = _memberNames.Select(m => CardFields.Node(json, m)).OfType<JsonValue>();
        List<string> texts = [.. values.Select(v => v.ToString()).Where(t => t.Trim().Length > 0)];
        if (texts.Count == 0)
        {
            return Read(field, "a licence without a name", warnings);
        }

        // Name and address of one licence: where both are known they count both; one that nobody knows is passed over beside one that is.
        List<EntryReference> known = [.. texts.Where(IsKnown).SelectMany(t => Read(field, t, warnings)).Distinct()];
        return known.Count > 0 ? known : Read(field, texts[0], warnings);
    }

    private static bool IsKnown(string text) => LicenceAddress.Name(text.Trim()) is not null || LicenceTitle.Name(text.Trim()) is not null;

    private static EntryReference? Part(string field, string part, List<string> warnings)
    {
        if (LicenceAddress.Name(part) is { } known)
        {
            return Named(known);
        }

        // An exception only widens a licence: leaving it out is the narrower reading.
        if (Exception().IsMatch(part))
        {
            return null;
        }

        if (!IsNothing(part) && !part.Contains("://", StringComparison.Ordinal)
            && EntryReference.TryParse(part) is { Kind: null or EntryKind.Terms, IsAsWritten: false } reference)
        {
            return reference with { Kind = EntryKind.Terms };
        }

        if (LicenceTitle.Name(part) is { } titled)
        {
            return Named(titled);
        }

        warnings.Add($"{field}: '{part}' {(IsNothing(part) ? "says nothing about the licence" : "is not the name of a licence")}; kept as unknown.");
        return AsWritten(part);
    }

    private static EntryReference Named(string name) => new(EntryKind.Terms, name, null);

    /// <summary>The operands of an SPDX expression; null for a text that is none.</summary>
    private static List<string>? Operands(string text)
    {
        var words = text.Replace('(', ' ').Replace(')', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length % 2 == 1 && words.Length > 1 && words.Where((_, i) => i % 2 == 1).All(w => w.ToUpperInvariant() is "AND" or "OR" or "WITH")
            ? [.. words.Where((_, i) => i % 2 == 0)]
            : null;
    }

    private static bool IsNothing(string text) =>
        text.Length == 0 || text.ToUpperInvariant() is "UNKNOWN" or "NOASSERTION" or "NONE" or "OTHER" or "UNDEFINED" or "NULL" or "N/A" or "~";

    [GeneratedRegex(@"^[A-Za-z0-9.-]*-exception(?:-[0-9.]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Exception();
}
