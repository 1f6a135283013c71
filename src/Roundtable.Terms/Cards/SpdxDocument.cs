using System.Globalization;
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
    private JsonObject? _root;

    private SpdxDocument(CardDefaults defaults) => _defaults = defaults;

    /// <summary>Whether an object is an element of SPDX 3.</summary>
    public static bool IsElement(JsonObject json) => json["spdxId"] is not null || TypeOf(json) is "SpdxDocument" or "ai_AIPackage" or "dataset_DatasetPackage";

    /// <summary>Parses the elements.</summary>
    /// <exception cref="FormatException">When a name is given and it is unclear to which of several packages.</exception>
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

        List<JsonObject> packages = [.. document._elements.Values.Where(e => KindOf(e) is not null)];
        if (defaults.Name is not null)
        {
            document._root = CardRoot.Of(packages, e => KindOf(e)!.Value, e => document.NameOf(e) ?? "", document.Described(), defaults);
        }

        var described = document._elements.Where(e => KindOf(e.Value) is not null).Select(e => document.Entry(e.Key, e.Value)).OfType<Entry>();
        var entries = CardRoot.Once(described, document._warnings);
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

        var entryId = new EntryId(kind, name, VersionOf(element));
        var agents = CardFields.Texts(element, "suppliedBy", _warnings).Concat(CardFields.Texts(element, "originatedBy", _warnings));
        var owner = agents.Select(o => _elements.GetValueOrDefault(o)).OfType<JsonObject>().Select(NameOf).FirstOrDefault();
        var (declared, concluded) = (Licences(id, name, "hasDeclaredLicense"), Licences(id, name, "hasConcludedLicense"));
        if (declared.IsEmpty)
        {
            _warnings.Add($"{name}: no declared licence.");
        }

        List<SourceEdge> sources =
        [
            .. Edges(id, "trainedOn", EdgeKind.MadeWith), .. Edges(id, "descendantOf", EdgeKind.DerivedFrom),
            .. _elements.Values.Where(e => IsAncestor(e, id))
                .Select(e => Edge(CardFields.Plain(e, "from") ?? "", EdgeKind.DerivedFrom, "ancestorOf")),
        ];
        var publication = PublicationOf(element);
        return kind == EntryKind.Model
            ? new ModelEntry
            {
                Id = entryId,
                Publication = publication,
                Owner = CardNames.Organisation(owner),
                Licences = declared.Known,
                Concluded = concluded.Known,
                Unknowns = [.. declared.Unknown, .. concluded.Unknown],
                Sources = sources,
            }
            : new DatasetEntry
            {
                Id = entryId,
                Publication = publication,
                Owner = CardNames.Organisation(owner),
                Licences = declared.Known,
                Concluded = concluded.Known,
                Unknowns = [.. declared.Unknown, .. concluded.Unknown],
                Sources = sources,
                Collection = CardFields.Text(element, "dataset_dataCollectionProcess", _warnings),
            };
    }

    private Publication PublicationOf(JsonObject element) => new()
    {
        Address = CardFields.Plain(element, "software_homePage") is { } address && Publication.IsAddress(address) ? address : null,
        On = CardFields.Plain(element, "releaseTime") is { Length: >= 10 } time
            && DateOnly.TryParseExact(time[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null,
        Creators =
        [
            .. CardFields.Texts(element, "originatedBy", []).Select(a => _elements.GetValueOrDefault(a)).OfType<JsonObject>()
                .Where(a => CardFields.Plain(a, "name") is not null)
                .Select(a => (TypeOf(a) == "Organization" ? Publication.OrganisationPrefix : "") + CardFields.Plain(a, "name")),
        ],
    };

    private CardLicences Licences(string id, string name, string relation)
    {
        var licences = new CardLicences(_warnings);
        foreach (var text in Related(id, relation).SelectMany(l => LicenceOf(l, 0)))
        {
            licences.Add($"{name}: {relation}", text);
        }

        return licences;
    }

    /// <summary>What an element stands for: an expression, a listed or custom licence, a set of those, or an individual such as NoAssertion.</summary>
    private IEnumerable<string> LicenceOf(string id, int depth)
    {
        if (_elements.GetValueOrDefault(id) is not { } licence)
        {
            // Not in the document: an individual of the model, or a listed licence by its address.
            return [id[(id.LastIndexOf('/') + 1)..] switch
            {
                "NoAssertion" or "NoAssertionLicense" => "NOASSERTION",
                "None" or "NoneLicense" => "NONE",
                _ => id,
            }];
        }

        List<string> members = [.. CardFields.Texts(licence, "expandedlicensing_member", [])];
        return members.Count > 0 && depth < MaxFolderDepth ? members.SelectMany(m => LicenceOf(m, depth + 1))
            : CardFields.Text(licence, "simplelicensing_licenseExpression", _warnings) is { } expression ? [expression]
            : CardFields.Text(licence, "expandedlicensing_subjectExtendableLicense", []) is { } extended ? LicenceOf(extended, depth + 1)
            : CardFields.Text(licence, "expandedlicensing_subjectLicense", []) is { } inner && depth < MaxFolderDepth ? LicenceOf(inner, depth + 1)
            : [LicenceAddress.Name(id) ?? CardFields.Plain(licence, "name") ?? id];
    }

    /// <summary>The package that the document says it is about, through the collections that it names as its root; null where there is none.</summary>
    private JsonObject? Described()
    {
        var at = _elements.Values.FirstOrDefault(e => TypeOf(e) is "SpdxDocument");
        for (var depth = 0; at is not null && depth < MaxFolderDepth; depth++)
        {
            if (KindOf(at) is not null)
            {
                return at;
            }

            List<string> roots = [.. CardFields.Texts(at, "rootElement", [])];
            at = roots.Count == 1 ? _elements.GetValueOrDefault(roots[0]) : null;
        }

        return null;
    }

    private string VersionOf(JsonObject element) => CardNames.Version(CardFields.Text(element, "software_packageVersion", _warnings)) ?? _defaults.Version;

    private bool IsAncestor(JsonObject element, string id) =>
        TypeOf(element) == "Relationship"
        && CardFields.Plain(element, "relationshipType") == "ancestorOf"
        && CardFields.Texts(element, "to", _warnings).Contains(id, StringComparer.Ordinal);

    private IEnumerable<SourceEdge> Edges(string id, string relation, EdgeKind kind) =>
        Related(id, relation).Select(to => Edge(to, kind, relation)).Distinct();

    private SourceEdge Edge(string to, EdgeKind kind, string relation)
    {
        if (_elements.GetValueOrDefault(Package(to)) is { } element && KindOf(element) is { } of && NameOf(element) is { } name)
        {
            return new SourceEdge(kind, new EntryReference(of, name, VersionOf(element)), null, $"the document's relationship {relation}");
        }

        // An element of another document, or of another type: nobody here knows what it is, and it counts.
        _warnings.Add($"{relation}: '{to}' is neither a model nor a dataset of the document; kept as unknown.");
        return new SourceEdge(kind, EntryReference.Unknown, null, $"the document's relationship {relation}") { Named = to };
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

    private string? NameOf(JsonObject element)
    {
        if (_root is not null && element == _root)
        {
            return _defaults.Name;
        }

        var name = CardFields.Plain(element, "name");
        var package = name?.Contains('/', StringComparison.Ordinal) == true ? null : CardSources.OfPackageUrl(CardFields.Plain(element, "software_packageUrl"));
        return package?.Name ?? CardNames.Name(name);
    }

    /// <summary>The compact name of its type, also where the type stands as an IRI: <c>https://spdx.org/rdf/3.0.1/terms/AI/AIPackage</c>.</summary>
    private static string? TypeOf(JsonObject element) =>
        (CardFields.Plain(element, "type") ?? CardFields.Plain(element, "@type")) is { } type ? type[(type.LastIndexOf('/') + 1)..] : null;
}
