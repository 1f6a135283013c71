using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;

namespace Roundtable.Disclosure.Standards;

/// <summary>A model or a dataset to be published.</summary>
/// <param name="Entry">The entry of the registry.</param>
/// <param name="Leaf">The leaf that records it; null where none does.</param>
/// <param name="Log">The name of the log; null where none records it.</param>
public sealed record PublishedEntry(Entry Entry, long? Leaf = null, string? Log = null)
{
    /// <summary>The name of the member that holds the entry in full, from which it is imported without loss.</summary>
    public const string Member = "roundtable:entry";

    /// <summary>The name of the member that holds files and rulings in full.</summary>
    public const string BesideMember = "roundtable:beside";

    /// <summary>What addresses of entries begin with.</summary>
    public const string AddressStart = "urn:roundtable:";

    /// <summary>Its files, where they are on record.</summary>
    public IReadOnlyList<PublishedFile> Files { get; init; } = [];

    /// <summary>What was ruled on it, for the uses that were asked for.</summary>
    public IReadOnlyList<PublishedRuling> Rulings { get; init; } = [];

    /// <summary>Where the terms that are its licences stand on the web, by name.</summary>
    public IReadOnlyList<(string Name, string Address)> Terms { get; init; } = [];

    /// <summary>Files and rulings as JSON, from which the document can be written again; null where there are none.</summary>
    public string? Beside => Files.Count + Rulings.Count + Terms.Count == 0 ? null : new JsonObject
    {
        ["files"] = new JsonArray([.. Files.Select(f => (JsonNode)f.Json())]),
        ["rulings"] = new JsonArray([.. Rulings.Select(r => (JsonNode)r.Json())]),
        ["terms"] = new JsonArray([.. Terms.Select(t => (JsonNode)new JsonArray(t.Name, t.Address))]),
    }.ToJsonString();

    /// <summary>Its name and version as an address that is none of the web's: <c>urn:roundtable:dataset:acme/tickets@2</c>.</summary>
    public string Address => Of(Entry.Id.Kind, Entry.Id.Name, Entry.Id.Version);

    /// <summary>Whether it is a model.</summary>
    public bool IsModel => Entry.Id.Kind == EntryKind.Model;

    /// <summary>Its declared licences.</summary>
    public IReadOnlyList<EntryReference> Licences => Entry switch
    {
        ModelEntry model => model.Licences,
        DatasetEntry dataset => dataset.Licences,
        _ => [],
    };

    /// <summary>
    /// The licences that were concluded: those that somebody other than its owner found, as the entry says; else the documents of terms that the rulings rest
    /// on, where no ruling is unknown. What an unknown ruling rests on is not all that counts.
    /// </summary>
    public IReadOnlyList<EntryReference> Concluded => Entry switch
    {
        ModelEntry { Concluded: { Count: > 0 } concluded } => concluded,
        DatasetEntry { Concluded: { Count: > 0 } concluded } => concluded,
        _ when IsConcludedByRulings =>
        [
            .. Rulings.SelectMany(r => r.Terms).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(EntryReference.TryParse).OfType<EntryReference>(),
        ],
        _ => [],
    };

    /// <summary>Whether <see cref="Concluded"/> is what rulings rest on.</summary>
    public bool IsConcludedByRulings => Entry is ModelEntry { Concluded.Count: 0 } or DatasetEntry { Concluded.Count: 0 }
        && Rulings.Count > 0 && Rulings.All(r => r.Outcome != Outcome.Unknown);

    /// <summary>Who made it and who owns it, each once.</summary>
    public IReadOnlyList<Creator> Agents =>
    [
        .. Entry.Publication.Creators.Select(Creator.Of)
            .Concat(Entry.Owner is { } owner ? [new Creator(owner, true)] : []).DistinctBy(c => c.Address, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>
    /// IPTC's digital source type, where the content is media and models made it or part of it; null where it is text alone, or nobody knows who made it.
    /// </summary>
    public string? SourceType => Entry is not DatasetEntry dataset || dataset.Publication.Media.All(m => m == Media.Text) ? null : dataset.Origin switch
    {
        Origin.Synthetic => "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        Origin.Mixed => "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
        _ => null,
    };

    /// <summary>Its sources that have a name.</summary>
    public IEnumerable<SourceEdge> Named => Entry.Sources.Where(s => !s.From.IsUnknown);

    /// <summary>The entry in full, as the log has it.</summary>
    public string Json => Encoding.UTF8.GetString(EntryWriter.Write(Entry));

    /// <summary>Where it is on the record, in words; null where it is not.</summary>
    public string? OnRecord => Leaf is { } leaf ? string.Create(CultureInfo.InvariantCulture, $"leaf {leaf} of {Log}") : null;

    /// <summary>The address of a reference.</summary>
    public static string Of(EntryReference reference, EntryKind kind) => Of(reference.Kind ?? kind, reference.Name, reference.Version);

    /// <summary>A licence as SPDX writes it, where it is one that SPDX lists; else null.</summary>
    public static string? SpdxId(EntryReference licence) => licence.Version is null && SpdxIds.TryGetValue(licence.Name, out var id) ? id : null;

    private static Dictionary<string, string> SpdxIds { get; } = ((string[])
    [
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0", "GPL-2.0-only", "GPL-3.0-only", "LGPL-3.0-only", "AGPL-3.0-only", "Unlicense",
        "CC0-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0",
        "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "CDLA-Sharing-1.0",
    ]).ToDictionary(i => i, i => i, StringComparer.OrdinalIgnoreCase);

    private static string Of(EntryKind kind, string name, string? version) =>
        $"{AddressStart}{Kebab.Name(kind)}:{name}{(version is null ? "" : "@" + version)}";
}
