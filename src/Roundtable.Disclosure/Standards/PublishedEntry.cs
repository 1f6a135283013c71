using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>A model or a dataset to be published.</summary>
/// <param name="Entry">The entry of the registry.</param>
/// <param name="Leaf">The leaf that records it; null where none does.</param>
/// <param name="Log">The name of the log; null where none records it.</param>
public sealed record PublishedEntry(Entry Entry, long? Leaf = null, string? Log = null)
{
    /// <summary>The name of the member that holds the entry in full, from which it is imported without loss.</summary>
    public const string Member = "roundtable:entry";

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

    /// <summary>The licences that somebody other than its owner concluded.</summary>
    public IReadOnlyList<EntryReference> Concluded => Entry switch
    {
        ModelEntry model => model.Concluded,
        DatasetEntry dataset => dataset.Concluded,
        _ => [],
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
        $"urn:roundtable:{Kebab.Name(kind)}:{name}{(version is null ? "" : "@" + version)}";
}
