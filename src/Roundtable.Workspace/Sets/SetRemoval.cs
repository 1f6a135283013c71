using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Workspace.Sets;

/// <summary>
/// Takes a source back out of a set: a consent that was withdrawn, a model whose terms turned out to be others. What remains is ruled on anew, by the registry
/// as it is now, and its rows keep their bytes and their side of the split.
/// </summary>
/// <param name="workspace">The data directory in which the set was made.</param>
public sealed class SetRemoval(WorkspaceContext workspace)
{
    private static readonly string[] _configurations = ["trl.yaml", "axolotl.yaml", "dataset_info.json"];

    /// <summary>Makes the set without a source.</summary>
    /// <param name="folder">The folder of the set.</param>
    /// <param name="source">
    /// What to take out, as <c>judge</c> takes it: a leaf, a call, a session, a model, a dataset; null for what is not allowed any more.
    /// </param>
    /// <param name="output">The folder for the new set.</param>
    /// <param name="name">Its name; null for that of the old one, with another version.</param>
    /// <param name="cancellation">Stops; nothing is left then.</param>
    /// <exception cref="WorkspaceException">When the set does not hold, no row came from the source, or nothing remains.</exception>
    public async Task<MadeSet> WithoutAsync(string folder, string? source, string output, string? name, CancellationToken cancellation)
    {
        SetBuilder.Check(output);
        var verified = await Task.Run(() => SetVerifier.Verify(folder, [], null, cancellation), cancellation);
        if (verified is not { Manifest: { } old, Leaf: { } leaf })
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(folder)} does not hold: {verified.Problem}.");
        }

        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var artifacts = new RowArtifacts(access.Artifacts);

        // For whom it was made may be known by the configuration alone.
        var intent = Intents.Of(access, old.Use, DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime), old.As);
        var rulings = new SetRulings(access.Registry, artifacts, intent);
        var reach = source is null ? null : new SourceReach(access.Registry, artifacts, JudgeContent.Id(access, source.Trim()));
        List<RuledLineage?> lineages = [];
        await Task.Run(
            () =>
            {
                foreach (var line in SetLines.Read(Path.Combine(folder, SetFiles.Rows)))
                {
                    cancellation.ThrowIfCancellationRequested();
                    var sources = SetRowLine.Read(line.Span).Sources;
                    lineages.Add(reach?.Has(sources) == true ? null : rulings.Rule(sources, lineages.Count + 1, cancellation));
                }
            },
            cancellation);
        var removed = lineages.Count(l => l is null);
        var remaining = rulings.Remaining();
        var refused = rulings.Rows.Rows - remaining.Sum(g => g.Rows);
        if (removed + refused == 0)
        {
            throw new WorkspaceException(
                ErrorKind.NotFound,
                source is null ? "Every row of the set may still be used: nothing has to be taken out."
                    : $"No row of the set came from {Neutralise.Line(source)}, and every row may still be used: nothing has to be taken out.");
        }

        var whole = rulings.Whole(
            remaining, $"set:{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)))}", "the training set", cancellation);
        if (remaining.Count == 0 || !whole.IsAllowed)
        {
            throw new WorkspaceException(ErrorKind.Denied, "Nothing remains of the set: no row of it may be used so.");
        }

        using var builder = new SetBuilder(workspace, access, output, $"{old.Root}\n{source}");
        var record = new SetRecord(access);
        var extension = Path.GetExtension(old.Files.First(f => f.Rows is not null).Name);
        using var writer = new SetWriter(builder.Work, builder.Key, extension);
        await Task.Run(() => Copy(folder, old, lineages, remaining, writer, record, cancellation), cancellation);
        var parts = writer.Complete();
        var id = SetBuilder.Name(name ?? EntryReference.TryParse(old.Name)?.Name, output, writer.Root);
        var leftOut = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Count(leftOut, "taken-out", removed);
        Count(leftOut, "no-longer-allowed", refused);
        var manifest = old with
        {
            Name = id.Brief,
            On = intent.On,
            Outcome = whole.Outcome,
            Conditions = new JsonArray([.. whole.Conditions.Select(c => (JsonNode)EntryWriter.Condition(c))]),
            Root = writer.Root,
            Sums = writer.Sums,
            Files = [],
            LeftOut = leftOut,
            Without = leaf,
        };
        var json = RulingWriter.Json(whole);
        json["rows"] = manifest.Rows;
        var made = await builder.CompleteAsync(
            id, manifest, parts, (whole, json), record, extension, _configurations.Where(c => File.Exists(Path.Combine(folder, c)))
                .Select(c => (c, File.ReadAllText(Path.Combine(folder, c)))), cancellation);
        return made with { Change = Changed(source, removed, refused, old, made.Manifest) };
    }

    private static void Copy(
        string folder,
        SetManifest old,
        List<RuledLineage?> lineages,
        IReadOnlySet<RowGroup> remaining,
        SetWriter writer,
        SetRecord record,
        CancellationToken cancellation)
    {
        var parts = old.Files.Where(f => f.Rows is not null).ToDictionary(
            f => f.Name, f => SetPart.Read(Path.Combine(folder, f.Name)).GetEnumerator(), StringComparer.Ordinal);
        try
        {
            var number = 0;
            foreach (var bytes in SetLines.Read(Path.Combine(folder, SetFiles.Rows)))
            {
                cancellation.ThrowIfCancellationRequested();
                var line = SetRowLine.Read(bytes.Span);
                parts[line.File].MoveNext();
                if (lineages[number++] is { } lineage && remaining.Contains(lineage.Group))
                {
                    var row = new SetRow(line.Id, "", new SetContent.Written(""), line.Sources) { Origin = line.Origin, Confidence = line.Confidence };
                    writer.Add(row, lineage, Path.GetFileNameWithoutExtension(line.File), line.Question, parts[line.File].Current.Span);
                    record.Add(lineage, line.Sources, line.Origin);
                }
            }
        }
        finally
        {
            foreach (var part in parts.Values)
            {
                part.Dispose();
            }
        }
    }

    private static SetChange Changed(string? source, long removed, long refused, SetManifest old, SetManifest made)
    {
        var (before, after) = (Texts(old.Conditions), Texts(made.Conditions));
        return new SetChange(
            source,
            removed,
            refused,
            new SortedDictionary<string, (long, long)>(
                old.Files.Where(f => f.Rows is not null).ToDictionary(
                    f => f.Name, f => (f.Rows!.Value, made.Files.FirstOrDefault(m => m.Name == f.Name)?.Rows ?? 0), StringComparer.Ordinal),
                StringComparer.Ordinal),
            [.. before.Except(after, StringComparer.Ordinal)],
            [.. after.Except(before, StringComparer.Ordinal)],
            old.Root);
    }

    private static IReadOnlyList<string> Texts(JsonArray conditions) =>
        [.. conditions.SelectMany(c => c!.AsObject()).Select(c => $"{c.Key}: {(string?)c.Value}")];

    private static void Count(SortedDictionary<string, long> counts, string key, long rows)
    {
        if (rows > 0)
        {
            counts[key] = rows;
        }
    }

    /// <summary>Finds whether things came from a source, through any number of steps.</summary>
    private sealed class SourceReach
    {
        private readonly RegistrySnapshot _registry;
        private readonly IArtifacts _artifacts;
        private readonly HashSet<string> _sought;
        private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

        public SourceReach(RegistrySnapshot registry, IArtifacts artifacts, string id)
        {
            (_registry, _artifacts) = (registry, artifacts);
            var source = artifacts.Find(id);

            // A session is what was said in it.
            _sought = source.Kind == ArtifactKind.Set && id.StartsWith("session:", StringComparison.Ordinal)
                ? [id, .. source.Edges.Select(e => e.From)]
                : [id];
            if (source.Entry?.Leaf is { } leaf)
            {
                _sought.Add(LogArtifacts.OfLeaf(leaf));
            }
        }

        public bool Has(IReadOnlyList<LineageEdge> sources) => sources.Any(s => Has(s.From));

        private bool Has(string id)
        {
            if (_known.TryGetValue(id, out var known))
            {
                return known;
            }

            _known[id] = false; // what comes from itself comes from nothing new
            var artifact = _artifacts.Find(id);
            return _known[id] = _sought.Contains(id) || _sought.Contains(artifact.Id) || IsOfModel(artifact) || artifact.Edges.Any(e => Has(e.From));
        }

        private bool IsOfModel(Artifact artifact) => artifact.Producer is { } producer
            && ((string?[])[producer.Served, producer.Requested]).OfType<string>()
                .Any(n => _registry.Models(n).Models.Any(m => _sought.Contains(m.Entry.Id.ToString())));
    }
}
