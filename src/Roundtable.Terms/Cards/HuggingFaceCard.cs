using System.Globalization;
using Roundtable.Terms.Registry;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Cards;

/// <summary>
/// The front matter of a model or dataset card as Hugging Face's hub describes it. Each field is parsed by itself: a malformed
/// one causes a warning and nothing else.
/// </summary>
internal sealed class HuggingFaceCard
{
    private const string Whose = "the card's";

    private static readonly string[] _datasetFields =
    [
        "source_datasets", "task_ids", "annotations_creators", "language_creators", "size_categories", "task_categories", "dataset_info", "configs",
        "pretty_name",
    ];

    private static readonly string[] _modelFields = ["base_model", "pipeline_tag"];
    private static readonly string[] _relations = ["adapter", "merge", "quantized", "finetune"];
    private static readonly string[] _people = ["crowdsourced", "expert-generated", "found"];

    private readonly List<string> _warnings = [];
    private readonly FrontMatter _fields;

    private HuggingFaceCard(string matter) => _fields = new FrontMatter(matter, _warnings);

    /// <summary>Parses front matter.</summary>
    public static ImportedCard Read(string matter, CardDefaults defaults)
    {
        var card = new HuggingFaceCard(matter);
        var isDataset = _datasetFields.Any(card._fields.Has) && !_modelFields.Any(card._fields.Has);
        var kind = defaults.Kind ?? (isDataset ? EntryKind.Dataset : EntryKind.Model);
        var name = defaults.Name ?? CardNames.Name(card._fields.Text(kind == EntryKind.Dataset ? "pretty_name" : "model_name"));
        if (name is null)
        {
            card._warnings.Add("The card does not name its model or dataset: give the name with --as OWNER/NAME.");
            return new ImportedCard("Hugging Face card", [], card._warnings);
        }

        var id = new EntryId(kind, name, CardNames.Version(card._fields.Text("version")) ?? defaults.Version);
        Entry entry = kind == EntryKind.Dataset ? card.Dataset(id) : card.Model(id);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        entry = entry with { Owner = slash < 0 ? null : CardNames.Organisation(name[..slash]) };
        return new ImportedCard("Hugging Face card", [entry], card._warnings);
    }

    private ModelEntry Model(EntryId id)
    {
        var licences = Licences();
        return new ModelEntry
        {
            Id = id,
            Licences = licences.Known,
            Unknowns = licences.Unknown,
            Weights = Weights.Open,
            Sources =
            [
                .. Relations().SelectMany(kind => Sources("base_model", kind, EntryKind.Model)),
                .. Sources("datasets", EdgeKind.MadeWith, EntryKind.Dataset),
            ],
        };
    }

    /// <summary>How the model came from its base models: the hub's adapter, merge, quantized and finetune, and words that people use beside them.</summary>
    private List<EdgeKind> Relations()
    {
        List<string> relations = [.. _fields.Items("base_model_relation").Select(r => r?.Trim().ToLowerInvariant() ?? "").Where(r => r.Length > 0)];
        if (relations.Count == 0)
        {
            return [_fields.Texts("tags").Contains("merge", StringComparer.OrdinalIgnoreCase) ? EdgeKind.MergedFrom : EdgeKind.DerivedFrom];
        }

        List<EdgeKind> kinds = [];
        foreach (var relation in relations)
        {
            if (relation.StartsWith("distil", StringComparison.Ordinal))
            {
                // Its base may be what it was distilled from or what it was distilled into: both are told.
                kinds.AddRange([EdgeKind.DerivedFrom, EdgeKind.TaughtBy]);
            }
            else
            {
                kinds.Add(relation.StartsWith("merge", StringComparison.Ordinal) ? EdgeKind.MergedFrom : EdgeKind.DerivedFrom);
                if (!_relations.Contains(relation))
                {
                    _warnings.Add($"base_model_relation: '{relation}' is none of {string.Join(", ", _relations)}; taken as derived from.");
                }
            }
        }

        return [.. kinds.Distinct()];
    }

    private DatasetEntry Dataset(EntryId id)
    {
        var creators = _fields.Texts("language_creators").Concat(_fields.Texts("annotations_creators")).ToList();
        var machine = creators.Contains("machine-generated", StringComparer.Ordinal) || _fields.Texts("tags").Contains("synthetic", StringComparer.Ordinal);
        var people = creators.Any(_people.Contains);
        var licences = Licences();
        return new DatasetEntry
        {
            Id = id,
            Title = _fields.Text("pretty_name"),
            Licences = licences.Known,
            Unknowns = licences.Unknown,
            Origin = machine && people ? Origin.Mixed : machine ? Origin.Synthetic : people ? Origin.Human : Origin.Unknown,
            Rows = Rows(),
            Parts = [.. _fields.Texts("configs", "config_name").Where(c => c != "default")],
            Sources = [.. SourceDatasets()],
        };
    }

    private CardLicences Licences()
    {
        List<string?> written = [.. _fields.Items("license"), .. _fields.Items("licenses")];
        if (written.Count == 0)
        {
            _warnings.Add("license: missing.");
        }

        var licences = new CardLicences(_warnings);
        foreach (var licence in written)
        {
            // 'other' is what the name stands for, else what stands at the address, if that is known.
            if (licence?.Trim().Equals("other", StringComparison.OrdinalIgnoreCase) == true && _fields.Text("license_name") is { } name)
            {
                licences.Add("license_name", name);
            }
            else if (licence?.Trim().Equals("other", StringComparison.OrdinalIgnoreCase) == true && _fields.Text("license_link") is { } link)
            {
                licences.Add("license_link", link);
            }
            else
            {
                licences.Add("license", licence ?? "null");
            }
        }

        return licences;
    }

    private IEnumerable<SourceEdge> Sources(string field, EdgeKind kind, EntryKind of) =>
        _fields.Items(field).Select(text => CardSources.Edge(kind, of, text, field, Whose, _warnings));

    private IEnumerable<SourceEdge> SourceDatasets()
    {
        foreach (var text in _fields.Items("source_datasets").Where(t => t is not ("original" or "extended")))
        {
            var name = text?.StartsWith("extended|", StringComparison.Ordinal) == true ? text["extended|".Length..] : text;

            // The hub's vocabulary: other- and a word for a source that has no page of its own.
            yield return name?.StartsWith("other-", StringComparison.Ordinal) == true
                ? CardSources.Unnamed(EdgeKind.DerivedFrom, EntryKind.Dataset, name, "source_datasets", Whose, _warnings)
                : CardSources.Edge(EdgeKind.DerivedFrom, EntryKind.Dataset, name, "source_datasets", Whose, _warnings);
        }
    }

    private long? Rows()
    {
        if (_fields.Node("dataset_info") is not { } info)
        {
            return null;
        }

        var fields = info.AllNodes.OfType<YamlMappingNode>().SelectMany(m => m.Children);
        var examples = fields.Where(c => c.Key is YamlScalarNode { Value: "num_examples" }).Select(c => c.Value);
        List<string> counts = [.. examples.OfType<YamlScalarNode>().Select(v => v.Value ?? "")];
        if (counts.Count == 0)
        {
            return null;
        }

        if (counts.TrueForAll(c => long.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return counts.Sum(c => long.Parse(c, CultureInfo.InvariantCulture));
        }

        _warnings.Add("dataset_info: 'num_examples' must be whole numbers; the number of rows was ignored.");
        return null;
    }
}
