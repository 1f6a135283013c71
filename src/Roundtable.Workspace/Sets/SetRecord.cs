using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets.Rulings;
using Origin = Roundtable.Corpus.Origins.Origin;

namespace Roundtable.Workspace.Sets;

/// <summary>
/// Puts sets on the record: the ruling, the leaf of the manifest with one source of every kind that rulings tell apart as its inputs, and the dataset in the
/// registry.
/// </summary>
/// <param name="access">The registry and the lineage.</param>
internal sealed class SetRecord(RegistryAccess access)
{
    private const string PartFormat = "roundtable-set-sources/1";

    // What is left of a leaf's inputs for the ruling.
    private const int MaxSources = Leaf.MaxInputs - 8;

    private readonly SortedSet<long> _leaves = [];
    private readonly Dictionary<string, SourceEdge> _declared = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LineageEdge> _undated = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _licences = new(StringComparer.Ordinal);
    private readonly HashSet<RuledLineage> _seen = [];
    private readonly long[] _origins = new long[4];

    /// <summary>
    /// What rows came from and nobody tells when. The manifest names it: as a source of the dataset's entry it would be a use on an unknown day, and the
    /// set would be unknown whatever its rows are; with the day of the set as its own it would pass for obtained on that day, and bars before it would be
    /// forgotten.
    /// </summary>
    public IReadOnlyList<LineageEdge> Undated => [.. _undated.Values];

    /// <summary>Whether the manifest leads to something. Where it does not, the sources of the dataset's entry are all there is to judge.</summary>
    public bool HasSources => _leaves.Count + _undated.Count > 0;

    /// <summary>Takes note of a row that is in the set. Rows with one lineage are ruled on alike: the first stands for all.</summary>
    public void Add(RuledLineage lineage, IReadOnlyList<LineageEdge> sources, Origin origin)
    {
        _origins[(int)origin]++;
        if (!_seen.Add(lineage))
        {
            return;
        }

        foreach (var source in sources)
        {
            if (LeafOf(source.From) is { } leaf)
            {
                _leaves.Add(leaf);
            }
            else if (source.From.StartsWith(RowArtifacts.LicencePrefix, StringComparison.Ordinal))
            {
                _licences.Add(source.From[RowArtifacts.LicencePrefix.Length..]);
            }
            else if (source.On is null)
            {
                _undated[$"{source.Kind} {source.From} {source.Through}"] = source;
            }
            else if (EntryReference.TryParse(source.From) is { } entry)
            {
                _declared[$"{source.Kind} {source.From} {source.On:O} {source.Through}"] =
                    new SourceEdge(source.Kind, entry, source.On, source.Citation) { Through = source.Through, Uses = source.Uses };
            }
            else
            {
                throw new InvalidOperationException($"'{source.From}' was allowed and is nothing that a registry can name.");
            }
        }
    }

    /// <summary>Appends a ruling.</summary>
    /// <returns>Its leaf.</returns>
    public static async Task<long> AppendRulingAsync(RecordLog log, Ruling ruling, JsonObject json, TimeProvider time, CancellationToken cancellation)
    {
        var cited = ruling.Findings.Select(f => f.Ground.Terms).OfType<RegisteredEntry>().DistinctBy(e => e.Digest);
        return await RulingRecord.AppendAsync(log, cited, [], null, json, time, cancellation);
    }

    /// <summary>Appends the manifest's leaf.</summary>
    /// <returns>Its index.</returns>
    public async Task<long> AppendAsync(RecordLog log, byte[] manifest, long ruling, TimeProvider time, CancellationToken cancellation)
    {
        SortedSet<long> inputs = [ruling];
        if (_leaves.Count <= MaxSources)
        {
            inputs.UnionWith(_leaves);
        }
        else
        {
            // More than one leaf can name: leaves in between name them.
            foreach (var part in _leaves.Chunk(MaxSources))
            {
                var document = CanonicalJson.Write(new JsonObject { ["format"] = PartFormat, ["sources"] = part.Length });
                inputs.Add(await AppendAsync(log, document, part, time, cancellation));
            }
        }

        return await AppendAsync(log, manifest, [.. inputs], time, cancellation);
    }

    /// <summary>The set as an entry of the registry.</summary>
    public DatasetEntry Entry(EntryId id, string? owner, string source, DateOnly on, IReadOnlyList<string> parts) => new()
    {
        Id = id,
        Owner = owner,
        Origin = _origins[(int)Origin.Human] == 0 && _origins[(int)Origin.Mixed] == 0 ? Terms.Registry.Origin.Synthetic : Terms.Registry.Origin.Mixed,
        Rows = _origins.Sum(),
        Collection = $"A training set that roundtable made of {source}.",
        Obtained = on,
        Parts = parts,
        Licences = [.. _licences.Select(l => EntryReference.TryParse(l)).OfType<EntryReference>().Select(l => l with { Kind = EntryKind.Terms })],
        Sources = [.. _declared.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => d.Value)],
    };

    private long? LeafOf(string id) =>
        id.StartsWith("leaf:", StringComparison.Ordinal) ? long.Parse(id.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture)
        : id.StartsWith(LogArtifacts.LabelPrefix, StringComparison.Ordinal) ? access.Artifacts.LeafOfLabels(id)
        : null;

    private static async Task<long> AppendAsync(RecordLog log, byte[] document, IReadOnlyList<long> inputs, TimeProvider time, CancellationToken cancellation)
    {
        var leaf = new Leaf
        {
            Version = Leaf.VersionWithTools,
            Kind = LeafKind.TrainingSet,
            Time = time.GetUtcNow(),
            Document = Digest.Of(document),
            Inputs = inputs,
        };
        return (await log.AppendAsync(leaf, [document], cancellation)).Leaf;
    }
}
