using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>Models and datasets of a CycloneDX bill of materials, version 1.5 and later (ML-BOM).</summary>
internal sealed class CycloneDxDocument
{
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, JsonObject> _components = new(StringComparer.Ordinal);
    private readonly CardDefaults _defaults;

    private CycloneDxDocument(CardDefaults defaults) => _defaults = defaults;

    /// <summary>Parses the bill of materials.</summary>
    public static ImportedCard Read(JsonObject bom, CardDefaults defaults)
    {
        var document = new CycloneDxDocument(defaults);
        var all = All(CardFields.At(bom, "metadata", "component")).Concat((bom["components"] as JsonArray ?? []).SelectMany(All));
        List<JsonObject> components = [.. all.Where(c => KindOf(c) is not null)];
        foreach (var component in components.Where(c => CardFields.Plain(c, "bom-ref") is not null))
        {
            document._components[CardFields.Plain(component, "bom-ref")!] = component;
        }

        List<Entry> entries = [.. components.Select(c => document.Entry(c, components.Count == 1)).OfType<Entry>()];
        if (entries.Count == 0)
        {
            document._warnings.Add("The bill has no component of the type 'machine-learning-model' or 'data' with a name.");
        }

        return new ImportedCard("CycloneDX ML-BOM", entries, document._warnings);
    }

    private Entry? Entry(JsonObject component, bool only)
    {
        if (NameOf(component) is not { } name)
        {
            _warnings.Add($"{CardFields.Plain(component, "bom-ref") ?? "a component"}: no 'name'; ignored.");
            return null;
        }

        var kind = KindOf(component)!.Value;
        var id = new EntryId(kind, only && _defaults.Name is { } given ? given : name, VersionOf(component));
        var owner = CardNames.Organisation(
            Named(component["supplier"])
            ?? Named(component["manufacturer"])
            ?? CardFields.Plain(component, "publisher")
            ?? CardFields.Plain(component, "group"));
        var licences = Licences(name, component);
        var datasets = CardFields.At(component, "modelCard", "modelParameters", "datasets") as JsonArray ?? [];
        var ancestors = CardFields.At(component, "pedigree", "ancestors") as JsonArray ?? [];
        List<SourceEdge> sources =
        [
            .. datasets.OfType<JsonObject>().Select(d => Dataset(name, d)).OfType<SourceEdge>(),
            .. ancestors.OfType<JsonObject>().Select(a => Ancestor(name, kind, a)).OfType<SourceEdge>(),
        ];
        return kind == EntryKind.Model
            ? new ModelEntry { Id = id, Owner = owner, Licences = licences, Sources = sources }
            : new DatasetEntry { Id = id, Owner = owner, Licences = licences, Sources = sources };
    }

    private List<EntryReference> Licences(string name, JsonObject component)
    {
        List<EntryReference> found = [];
        foreach (var item in (component["licenses"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var text = CardFields.Plain(item, "expression") ?? CardFields.Plain(item, "license", "id") ?? CardFields.Plain(item, "license", "name");
            if (text is null)
            {
                _warnings.Add($"{name}: licenses: a licence has neither 'id' nor 'name'; ignored.");
            }
            else
            {
                found.AddRange(LicenceNames.Read($"{name}: licenses", text, _warnings));
            }
        }

        return found;
    }

    private SourceEdge? Dataset(string of, JsonObject dataset)
    {
        const string Field = "modelParameters.datasets";
        if (CardFields.Plain(dataset, "ref") is { } reference)
        {
            if (_components.GetValueOrDefault(reference) is { } component && NameOf(component) is { } named)
            {
                return new SourceEdge(EdgeKind.MadeWith, new EntryReference(EntryKind.Dataset, named, VersionOf(component)), null, $"the bill's {Field}");
            }

            _warnings.Add($"{of}: {Field}: nothing in the bill has the bom-ref '{reference}'; ignored.");
            return null;
        }

        if (CardNames.Name(CardFields.Plain(dataset, "name")) is { } name)
        {
            return new SourceEdge(EdgeKind.MadeWith, new EntryReference(EntryKind.Dataset, name, null), null, $"the bill's {Field}");
        }

        _warnings.Add($"{of}: {Field}: a dataset has neither 'ref' nor 'name'; ignored.");
        return null;
    }

    private SourceEdge? Ancestor(string of, EntryKind kind, JsonObject ancestor)
    {
        if (NameOf(ancestor) is { } name)
        {
            var version = ancestor["version"] is null ? null : VersionOf(ancestor);
            return new SourceEdge(EdgeKind.DerivedFrom, new EntryReference(KindOf(ancestor) ?? kind, name, version), null, "the bill's pedigree.ancestors");
        }

        _warnings.Add($"{of}: pedigree.ancestors: an ancestor has no 'name'; ignored.");
        return null;
    }

    private string VersionOf(JsonObject component) => CardNames.Version(CardFields.Plain(component, "version")) ?? _defaults.Version;

    private static string? NameOf(JsonObject component)
    {
        if (CardFields.Plain(component, "name") is not { Length: > 0 } name)
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
