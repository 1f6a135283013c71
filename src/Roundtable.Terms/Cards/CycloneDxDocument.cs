using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>Models and datasets of a CycloneDX bill of materials, version 1.5 and later (ML-BOM).</summary>
internal sealed class CycloneDxDocument
{
    private const string Whose = "the bill's";

    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, JsonObject> _components = new(StringComparer.Ordinal);
    private readonly CardDefaults _defaults;
    private JsonObject? _root;

    private CycloneDxDocument(CardDefaults defaults) => _defaults = defaults;

    /// <summary>Parses the bill of materials.</summary>
    /// <exception cref="FormatException">When a name is given and it is unclear to which of several components.</exception>
    public static ImportedCard Read(JsonObject bom, CardDefaults defaults)
    {
        var document = new CycloneDxDocument(defaults);
        var described = CardFields.At(bom, "metadata", "component") as JsonObject;
        var all = All(described).Concat((bom["components"] as JsonArray ?? []).SelectMany(All));
        List<JsonObject> components = [.. all.Where(c => KindOf(c) is not null)];
        if (defaults.Name is not null)
        {
            document._root = CardRoot.Of(components, c => KindOf(c)!.Value, c => document.NameOf(c) ?? "", described, defaults);
        }

        foreach (var component in components.Where(c => CardFields.Plain(c, "bom-ref") is not null))
        {
            document._components[CardFields.Plain(component, "bom-ref")!] = component;
        }

        var entries = CardRoot.Once(components.Select(document.Entry).OfType<Entry>(), document._warnings);
        if (entries.Count == 0)
        {
            document._warnings.Add("The bill has no component of the type 'machine-learning-model' or 'data' with a name.");
        }

        return new ImportedCard("CycloneDX ML-BOM", entries, document._warnings);
    }

    private Entry? Entry(JsonObject component)
    {
        if (NameOf(component) is not { } name)
        {
            _warnings.Add($"{CardFields.Plain(component, "bom-ref") ?? "a component"}: no 'name'; ignored.");
            return null;
        }

        var kind = KindOf(component)!.Value;
        var owner = CardNames.Organisation(
            Named(component["supplier"])
            ?? Named(component["manufacturer"])
            ?? CardFields.Plain(component, "publisher")
            ?? CardFields.Plain(component, "group"));
        var (declared, concluded) = Licences(name, component);
        var datasets = CardFields.At(component, "modelCard", "modelParameters", "datasets") as JsonArray ?? [];
        var ancestors = CardFields.At(component, "pedigree", "ancestors") as JsonArray ?? [];
        List<SourceEdge> sources = [.. datasets.Select(d => Dataset(name, d as JsonObject)), .. ancestors.Select(a => Ancestor(name, kind, a as JsonObject))];
        var id = new EntryId(kind, name, VersionOf(component));
        List<string> unknown = [.. declared.Unknown, .. concluded.Unknown];
        Entry entry = kind == EntryKind.Model
            ? new ModelEntry { Id = id, Owner = owner, Licences = declared.Known, Concluded = concluded.Known, Unknowns = unknown, Sources = sources }
            : new DatasetEntry { Id = id, Owner = owner, Licences = declared.Known, Concluded = concluded.Known, Unknowns = unknown, Sources = sources };
        return entry with { Publication = PublicationOf(component) };
    }

    private static Publication PublicationOf(JsonObject component) => new()
    {
        Address = (component["externalReferences"] as JsonArray ?? []).Where(r => CardFields.Plain(r, "type") == "website")
            .Select(r => CardFields.Plain(r, "url")).OfType<string>().FirstOrDefault(Publication.IsAddress),
        Creators = [.. (component["authors"] as JsonArray ?? []).Select(a => CardFields.Plain(a, "name")).OfType<string>()],
    };

    private (CardLicences Declared, CardLicences Concluded) Licences(string name, JsonObject component)
    {
        var (declared, concluded) = (new CardLicences(_warnings), new CardLicences(_warnings));
        foreach (var item in component["licenses"] as JsonArray ?? [])
        {
            // CycloneDX 1.6: whether the authors declared it or whoever wrote the bill concluded it.
            var acknowledged = CardFields.Plain(item, "license", "acknowledgement") ?? CardFields.Plain(item, "acknowledgement");
            (acknowledged == "concluded" ? concluded : declared).Add($"{name}: licenses", Licence(item));
        }

        foreach (var item in CardFields.At(component, "evidence", "licenses") as JsonArray ?? [])
        {
            concluded.Add($"{name}: evidence.licenses", Licence(item));
        }

        if (declared.IsEmpty)
        {
            _warnings.Add($"{name}: no declared licence.");
        }

        return (declared, concluded);
    }

    private static JsonNode Licence(JsonNode? item) => CardFields.At(item, "expression") ?? CardFields.At(item, "license") ?? item ?? "null";

    private SourceEdge Dataset(string of, JsonObject? dataset)
    {
        const string Field = "modelParameters.datasets";
        if (CardFields.Plain(dataset, "ref") is not { } reference)
        {
            var written = CardFields.Plain(dataset, "name") ?? CardFields.Plain(dataset, "contents", "url");
            return CardSources.Edge(EdgeKind.MadeWith, EntryKind.Dataset, written, $"{of}: {Field}", Whose, _warnings);
        }

        if (_components.GetValueOrDefault(reference) is { } component && NameOf(component) is { } named)
        {
            return new SourceEdge(EdgeKind.MadeWith, new EntryReference(KindOf(component), named, VersionOf(component)), null, $"{Whose} {Field}");
        }

        // A reference to nothing in the bill is no name, unless it is a package URL.
        return CardSources.OfPackageUrl(reference) is not null
            ? CardSources.Edge(EdgeKind.MadeWith, EntryKind.Dataset, reference, $"{of}: {Field}", Whose, _warnings)
            : CardSources.Unnamed(EdgeKind.MadeWith, EntryKind.Dataset, reference, $"{of}: {Field}", Whose, _warnings);
    }

    private SourceEdge Ancestor(string of, EntryKind kind, JsonObject? ancestor)
    {
        if (ancestor is not null && NameOf(ancestor) is { } name)
        {
            var version = ancestor["version"] is null ? null : VersionOf(ancestor);
            return new SourceEdge(EdgeKind.DerivedFrom, new EntryReference(KindOf(ancestor) ?? kind, name, version), null, $"{Whose} pedigree.ancestors");
        }

        return CardSources.Edge(EdgeKind.DerivedFrom, kind, CardFields.Plain(ancestor, "purl"), $"{of}: pedigree.ancestors", Whose, _warnings);
    }

    private string VersionOf(JsonObject component) =>
        CardNames.Version(CardFields.Plain(component, "version"))
        ?? CardSources.OfPackageUrl(CardFields.Plain(component, "purl"))?.Version
        ?? _defaults.Version;

    private string? NameOf(JsonObject component)
    {
        if (_root is not null && component == _root)
        {
            return _defaults.Name;
        }

        var name = CardFields.Plain(component, "name");
        if (name?.Contains('/', StringComparison.Ordinal) != true && CardSources.OfPackageUrl(CardFields.Plain(component, "purl")) is { } package)
        {
            return package.Name;
        }

        if (name is not { Length: > 0 })
        {
            return null;
        }

        var isGrouped = CardFields.Plain(component, "group") is { Length: > 0 } && !name.Contains('/', StringComparison.Ordinal);
        return CardNames.Name(isGrouped ? $"{CardFields.Plain(component, "group")}/{name}" : name);
    }

    private static string? Named(JsonNode? organisation) => CardFields.Plain(organisation, "name");

    private static EntryKind? KindOf(JsonObject component) => CardFields.Plain(component, "type") switch
    {
        "machine-learning-model" => EntryKind.Model,
        "data" => EntryKind.Dataset,
        _ => null,
    };

    /// <summary>A component and those that are nested in it.</summary>
    private static IEnumerable<JsonObject> All(JsonNode? node) =>
        node is JsonObject component ? [component, .. (component["components"] as JsonArray ?? []).SelectMany(All)] : [];
}
