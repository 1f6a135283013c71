using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>Models and datasets of an SPDX 3 document: its AI and Dataset profiles, serialised as JSON-LD.</summary>
internal sealed class SpdxDocument
{
    private const int MaxFolderDepth = 32;

    private readonly Dictionary<string, JsonObject> _elements = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];
    private readonly CardDefaults _defaults;

    private SpdxDocument(CardDefaults defaults) => _defaults = defaults;

    /// <summary>Whether an object is an element of SPDX 3.</summary>
    public static bool IsElement(JsonObject json) => json["spdxId"] is not null || TypeOf(json) is "SpdxDocument" or "ai_AIPackage" or "dataset_DatasetPackage";

    /// <summary>Parses the elements.</summary>
    public static ImportedCard Read(JsonArray graph, CardDefaults defaults)
    {
        var document = new SpdxDocument(defaults);
        foreach (var element in graph.OfType<JsonObject>())
        {
            if ((CardFields.Plain(element, "spdxId") ?? CardFields.Plain(element, "@id")) is { } id)
            {
                document._elements[id] = element;
            }
            else if (TypeOf(element) is not "CreationInfo")
            {
                document._warnings.Add($"{TypeOf(element)}: an element without 'spdxId' was ignored.");
            }
        }

        List<Entry> entries = [.. document._elements.Where(e => KindOf(e.Value) is not null).Select(e => document.Entry(e.Key, e.Value)).OfType<Entry>()];
        if (entries.Count == 0)
        {
            document._warnings.Add("The document has neither an AIPackage nor a DatasetPackage.");
        }

        return new ImportedCard("SPDX 3", entries, document._warnings);
    }

    private Entry? Entry(string id, JsonObject element)
    {
        var kind = KindOf(element)!.Value;
        if (NameOf(element) is not { } name)
        {
            _warnings.Add($"{id}: no 'name'; ignored.");
            return null;
        }

        var isOnly = _elements.Values.Count(e => KindOf(e) is not null) == 1;
        var entryId = new EntryId(kind, _defaults.Name is { } given && isOnly ? given : name, VersionOf(element));
        var agents = CardFields.Texts(element, "suppliedBy", _warnings).Concat(CardFields.Texts(element, "originatedBy", _warnings));
        var owner = agents.Select(o => _elements.GetValueOrDefault(o)).OfType<JsonObject>().Select(NameOf).FirstOrDefault();
        List<EntryReference> licences =
        [
            .. Related(id, "hasConcludedLicense").Concat(Related(id, "hasDeclaredLicense"))
                .Select(LicenceOf)
                .OfType<string>()
                .SelectMany(l => LicenceNames.Read($"{name}: licence", l, _warnings))
                .Distinct(),
        ];
        List<SourceEdge> sources =
        [
            .. Edges(id, "trainedOn", EdgeKind.MadeWith), .. Edges(id, "descendantOf", EdgeKind.DerivedFrom),
            .. _elements.Values.Where(e => IsAncestor(e, id))
                .Select(e => Edge(CardFields.Plain(e, "from") ?? "", EdgeKind.DerivedFrom, "ancestorOf")).OfType<SourceEdge>(),
        ];
        return kind == EntryKind.Model
            ? new ModelEntry { Id = entryId, Owner = CardNames.Organisation(owner), Licences = licences, Sources = sources }
            : new DatasetEntry
            {
                Id = entryId,
                Owner = CardNames.Organisation(owner),
                Licences = licences,
                Sources = sources,
                Collection = CardFields.Text(element, "dataset_dataCollectionProcess", _warnings),
            };
    }

    private string? LicenceOf(string id) => _elements.GetValueOrDefault(id) is { } licence
        ? CardFields.Text(licence, "simplelicensing_licenseExpression", _warnings) ?? NameOf(licence)
        : id;

    private string VersionOf(JsonObject element) => CardNames.Version(CardFields.Text(element, "software_packageVersion", _warnings)) ?? _defaults.Version;

    private bool IsAncestor(JsonObject element, string id) =>
        TypeOf(element) == "Relationship"
        && CardFields.Plain(element, "relationshipType") == "ancestorOf"
        && CardFields.Texts(element, "to", _warnings).Contains(id, StringComparer.Ordinal);

    private IEnumerable<SourceEdge> Edges(string id, string relation, EdgeKind kind) =>
        Related(id, relation).Select(to => Edge(to, kind, relation)).OfType<SourceEdge>().Distinct();

    private SourceEdge? Edge(string to, EdgeKind kind, string relation)
    {
        if (_elements.GetValueOrDefault(Package(to)) is { } element && KindOf(element) is { } of && NameOf(element) is { } name)
        {
            return new SourceEdge(kind, new EntryReference(of, name, VersionOf(element)), null, $"the document's relationship {relation}");
        }

        _warnings.Add($"{relation}: '{to}' is neither a model nor a dataset of the document; ignored.");
        return null;
    }

    private IEnumerable<string> Related(string id, string relation) =>
        _elements.Values
            .Where(e => TypeOf(e) is "Relationship" or "LifecycleScopedRelationship")
            .Where(e => CardFields.Plain(e, "relationshipType") == relation && Package(CardFields.Plain(e, "from") ?? "") == id)
            .SelectMany(e => CardFields.Texts(e, "to", _warnings));

    /// <summary>The model or dataset that contains an element, such as a file in a folder; the element itself where none does.</summary>
    private string Package(string id)
    {
        var at = id;
        for (var depth = 0; depth < MaxFolderDepth; depth++)
        {
            if (_elements.GetValueOrDefault(at) is { } element && KindOf(element) is not null)
            {
                return at;
            }

            if (!Containing.TryGetValue(at, out var folder))
            {
                return id;
            }

            at = folder;
        }

        return id;
    }

    /// <summary>For each element the one that contains it.</summary>
    private Dictionary<string, string> Containing => field ??= _elements.Values
        .Where(e => TypeOf(e) == "Relationship" && CardFields.Plain(e, "relationshipType") == "contains" && CardFields.Plain(e, "from") is not null)
        .SelectMany(e => CardFields.Texts(e, "to", []).Select(to => (To: to, From: CardFields.Plain(e, "from")!)))
        .DistinctBy(c => c.To, StringComparer.Ordinal)
        .ToDictionary(c => c.To, c => c.From, StringComparer.Ordinal);

    private static EntryKind? KindOf(JsonObject element) => TypeOf(element) switch
    {
        "ai_AIPackage" or "AIPackage" => EntryKind.Model,
        "dataset_DatasetPackage" or "DatasetPackage" => EntryKind.Dataset,
        _ => null,
    };

    private static string? NameOf(JsonObject element) => CardNames.Name(CardFields.Plain(element, "name"));

    private static string? TypeOf(JsonObject element) => CardFields.Plain(element, "type") ?? CardFields.Plain(element, "@type");
}
