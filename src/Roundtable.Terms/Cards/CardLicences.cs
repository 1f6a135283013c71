using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>
/// Collects licences as cards write them: SPDX identifiers and expressions, the identifiers of model hubs, addresses, titles. What names no licence
/// is kept as it is written, so that it is unknown and not forgotten.
/// </summary>
/// <param name="warnings">Told what names no licence.</param>
internal sealed partial class CardLicences(List<string> warnings)
{
    private static readonly string[] _members = ["id", "name", "title", "@id", "url", "path", "license", "licence"];

    private readonly List<EntryReference> _known = [];
    private readonly List<string> _unknown = [];

    /// <summary>The licences that were named, each once.</summary>
    public IReadOnlyList<EntryReference> Known => [.. _known.Distinct()];

    /// <summary>What was written where a licence should be and names none, with its field: <c>license: other</c>.</summary>
    public IReadOnlyList<string> Unknown => [.. _unknown.Distinct(StringComparer.Ordinal)];

    /// <summary>Whether nothing was written at all.</summary>
    public bool IsEmpty => _known.Count + _unknown.Count == 0;

    /// <summary>Adds what a value names: a text, an object with a name or an address, or a list of those.</summary>
    public void Add(string field, JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                {
                    Add(field, item ?? JsonValue.Create("null"));
                }

                break;
            case JsonObject named:
                AddNamed(field, named);
                break;
            case JsonValue value:
                Add(field, value.ToString());
                break;
        }
    }

    /// <summary>Adds what a text names: a licence, an expression of several, an address, a title.</summary>
    public void Add(string field, string text)
    {
        var whole = text.Trim();

        // Of alternative licences nobody has chosen one: all of them are applied, which is the most restrictive.
        foreach (var part in Operands(whole) ?? [whole])
        {
            AddPart(field, part);
        }
    }

    private void AddNamed(string field, JsonObject json)
    {
        List<(string Member, string Text)> texts =
        [
            .. _members.Select(m => (Member: m, Node: CardFields.Node(json, m))).Where(m => m.Node is JsonValue)
                .Select(m => (m.Member, Text: m.Node!.ToString())).Where(m => m.Text.Trim().Length > 0),
        ];

        // An identifier counts in any case; name and address of one licence both where they are known. One that nobody knows says nothing more.
        List<string> sure = [.. texts.Where(t => t.Member == "id" || IsKnown(t.Text)).Select(t => t.Text)];
        foreach (var text in sure.Count > 0 ? sure : texts.Count > 0 ? [texts[0].Text] : ["a licence without a name"])
        {
            Add(field, text);
        }
    }

    private static bool IsKnown(string text) => LicenceAddress.Name(text.Trim()) is not null || LicenceTitle.Name(text.Trim()) is not null;

    private void AddPart(string field, string part)
    {
        if (LicenceAddress.Name(part) is { } known)
        {
            _known.Add(Named(known));
        }
        else if (Exception().IsMatch(part))
        {
            // An exception only widens a licence: leaving it out is the narrower reading.
        }
        else if (!IsNothing(part) && !part.Contains("://", StringComparison.Ordinal)
            && EntryReference.TryParse(part) is { Kind: null or EntryKind.Terms } reference)
        {
            _known.Add(reference with { Kind = EntryKind.Terms });
        }
        else if (LicenceTitle.Name(part) is { } titled)
        {
            _known.Add(Named(titled));
        }
        else
        {
            var shown = CardNames.Shown(part);
            _unknown.Add($"{field}: {shown}");
            warnings.Add($"{field}: '{shown}' {(IsNothing(part) ? "says nothing about the licence" : "is not the name of a licence")}; kept as unknown.");
        }
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
