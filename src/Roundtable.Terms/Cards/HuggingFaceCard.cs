using System.Globalization;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Cards;

/// <summary>
/// The front matter of a model or dataset card as Hugging Face's hub describes it. Each field is parsed by itself: a malformed
/// one causes a warning and nothing else.
/// </summary>
internal sealed class HuggingFaceCard
{
    private static readonly string[] _datasetFields =
    [
        "source_datasets", "task_ids", "annotations_creators", "language_creators", "size_categories", "task_categories", "dataset_info", "configs",
        "pretty_name",
    ];

    private static readonly string[] _modelFields = ["base_model", "pipeline_tag"];
    private static readonly string[] _people = ["crowdsourced", "expert-generated", "found"];

    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];

    private HuggingFaceCard()
    {
    }

    /// <summary>The text between the two lines of <c>---</c> at the beginning; null where there is none.</summary>
    public static string? FrontMatter(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, l => l.TrimEnd() is "---" or "...") : -1;
        return end < 0 ? null : string.Join('\n', lines[1..end]);
    }

    /// <summary>Parses front matter.</summary>
    public static ImportedCard Read(string matter, CardDefaults defaults)
    {
        var card = new HuggingFaceCard();
        card.ReadFields(matter);
        var isDataset = _datasetFields.Any(card._fields.ContainsKey) && !_modelFields.Any(card._fields.ContainsKey);
        var kind = defaults.Kind ?? (isDataset ? EntryKind.Dataset : EntryKind.Model);
        var name = defaults.Name ?? CardNames.Name(card.Text(kind == EntryKind.Dataset ? "pretty_name" : "model_name"));
        if (name is null)
        {
            card._warnings.Add("The card does not name its model or dataset: give the name with --as OWNER/NAME.");
            return new ImportedCard("Hugging Face card", [], card._warnings);
        }

        var id = new EntryId(kind, name, CardNames.Version(card.Text("version")) ?? defaults.Version);
        Entry entry = kind == EntryKind.Dataset ? card.Dataset(id) : card.Model(id);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        entry = entry with { Owner = slash < 0 ? null : CardNames.Organisation(name[..slash]) };
        return new ImportedCard("Hugging Face card", [entry], card._warnings);
    }

    private ModelEntry Model(EntryId id)
    {
        var relation = Text("base_model_relation");
        var merged = relation == "merge" || (relation is null && Texts("tags").Contains("merge", StringComparer.Ordinal));
        return new ModelEntry
        {
            Id = id,
            Licences = Licences(),
            Weights = Weights.Open,
            Sources =
            [
                .. Sources("base_model", merged ? EdgeKind.MergedFrom : EdgeKind.DerivedFrom, EntryKind.Model),
                .. Sources("datasets", EdgeKind.MadeWith, EntryKind.Dataset),
            ],
        };
    }

    private DatasetEntry Dataset(EntryId id)
    {
        var creators = Texts("language_creators").Concat(Texts("annotations_creators")).ToList();
        var machine = creators.Contains("machine-generated", StringComparer.Ordinal) || Texts("tags").Contains("synthetic", StringComparer.Ordinal);
        var people = creators.Any(_people.Contains);
        return new DatasetEntry
        {
            Id = id,
            Title = Text("pretty_name"),
            Licences = Licences(),
            Origin = machine && people ? Origin.Mixed : machine ? Origin.Synthetic : people ? Origin.Human : Origin.Unknown,
            Rows = Rows(),
            Parts = [.. Texts("configs", "config_name").Where(c => c != "default")],
            Sources = [.. SourceDatasets()],
        };
    }

    /// <summary>Parses each top-level field by itself, so that a malformed one does not affect the others.</summary>
    private void ReadFields(string matter)
    {
        List<string> blocks = [];
        foreach (var line in matter.Split('\n'))
        {
            if (blocks.Count > 0 && (line.Length == 0 || char.IsWhiteSpace(line[0]) || line.StartsWith('-') || line.StartsWith('#')))
            {
                blocks[^1] += "\n" + line;
            }
            else if (line.Trim().Length > 0 && !line.StartsWith('#'))
            {
                blocks.Add(line);
            }
        }

        foreach (var block in blocks)
        {
            var key = block[..(block.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : Math.Min(block.Length, 40))].Trim();
            try
            {
                if (YamlText.Load(block) is [{ RootNode: YamlMappingNode { Children.Count: 1 } map }])
                {
                    if (!_fields.TryAdd(key, map.Children[0].Value))
                    {
                        _warnings.Add($"{key}: duplicate; the first was used.");
                    }
                }
                else
                {
                    _warnings.Add($"{key}: not a field with a value; ignored.");
                }
            }
            catch (YamlException e)
            {
                _warnings.Add($"{key}: {e.Message.TrimEnd('.')}; ignored.");
            }
        }
    }

    private List<EntryReference> Licences()
    {
        List<EntryReference> found = [.. Texts("license").Where(l => l != "other").SelectMany(l => LicenceNames.Read("license", l, _warnings))];
        if (Texts("license").Contains("other", StringComparer.Ordinal))
        {
            if (Text("license_name") is { } named)
            {
                found.AddRange(LicenceNames.Read("license_name", named, _warnings));
            }
            else
            {
                _warnings.Add($"license: 'other' without 'license_name'{(Text("license_link") is { } link ? $"; the text is at {link}" : "")}.");
            }
        }
        else if (found.Count == 0 && !_fields.ContainsKey("license"))
        {
            _warnings.Add("license: missing.");
        }

        return found;
    }

    private IEnumerable<SourceEdge> Sources(string field, EdgeKind kind, EntryKind of)
    {
        foreach (var text in Texts(field))
        {
            if (CardNames.Name(text) == text && EntryReference.TryParse(text) is { Kind: null } reference)
            {
                yield return new SourceEdge(kind, reference with { Kind = of }, null, $"the card's field {field}");
            }
            else
            {
                _warnings.Add($"{field}: '{text}' is not a valid name; ignored.");
            }
        }
    }

    private IEnumerable<SourceEdge> SourceDatasets()
    {
        foreach (var text in Texts("source_datasets").Where(t => t is not ("original" or "extended")))
        {
            var name = text.StartsWith("extended|", StringComparison.Ordinal) ? text["extended|".Length..] : text;
            if (name.StartsWith("other", StringComparison.Ordinal) || CardNames.Name(name) != name)
            {
                _warnings.Add($"source_datasets: '{text}' is not the name of a dataset; ignored.");
            }
            else
            {
                yield return new SourceEdge(EdgeKind.DerivedFrom, new EntryReference(EntryKind.Dataset, name, null), null, "the card's field source_datasets");
            }
        }
    }

    private long? Rows()
    {
        if (!_fields.TryGetValue("dataset_info", out var info))
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

    private string? Text(string field)
    {
        if (!_fields.TryGetValue(field, out var node))
        {
            return null;
        }

        if (node is YamlScalarNode scalar)
        {
            return scalar.Value is null or "" or "~" or "null" ? null : scalar.Value;
        }

        _warnings.Add($"{field}: expected a text; ignored.");
        return null;
    }

    private IEnumerable<string> Texts(string field, string? member = null) => _fields.GetValueOrDefault(field) switch
    {
        YamlSequenceNode list => list.Children
            .Select(n => member is not null && n is YamlMappingNode map ? Member(map, member) : n)
            .OfType<YamlScalarNode>().Select(s => s.Value).OfType<string>(),
        YamlScalarNode { Value: { Length: > 0 } text } when text is not ("~" or "null") => [text],
        _ => [],
    };

    private static YamlNode? Member(YamlMappingNode map, string name) =>
        map.Children.FirstOrDefault(c => c.Key is YamlScalarNode key && key.Value == name).Value;
}
