using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>What the registry's models and datasets were made of: the edges of the organisation's own, and what came of findings.</summary>
/// <param name="access">The registry and the lineage.</param>
/// <param name="rules">The bars.</param>
/// <param name="notes">Receives what is found.</param>
/// <param name="graph">Receives what came of it.</param>
internal sealed class CutoffEntries(RegistryAccess access, CutoffRules rules, CutoffNotes notes, CutoffGraph graph)
{
    /// <summary>Looks at every entry.</summary>
    public void Read(CancellationToken cancellation)
    {
        List<RegisteredEntry> entries = [.. access.Registry.All().Where(e => e.Entry is ModelEntry or DatasetEntry)];

        // What was registered here without a word whose it is was made here.
        foreach (var entry in entries.Where(
            e => e.Entry.Owner is { } owner ? string.Equals(owner, rules.Organisation, StringComparison.OrdinalIgnoreCase) : e.Leaf is not null))
        {
            cancellation.ThrowIfCancellationRequested();
            Own(entry);
        }

        // What came of what came of a finding, until nothing more does.
        for (var isNew = true; isNew;)
        {
            isNew = false;
            foreach (var entry in entries)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var source in access.Artifacts.Of(entry).Edges.SelectMany(e => Members(e.From)).Where(graph.Has))
                {
                    isNew |= graph.Add(source, entry.Entry.Id.ToString(), isTarget: true);
                }
            }
        }
    }

    /// <summary>An entry of the organisation, and everything that it came from through datasets and models that somebody declares.</summary>
    private void Own(RegisteredEntry entry)
    {
        var own = entry.Entry.Id.ToString();
        HashSet<string> seen = new(StringComparer.Ordinal) { own };
        Queue<(Artifact Artifact, string Path)> queue = new([(access.Artifacts.Of(entry), own)]);
        while (queue.TryDequeue(out var at))
        {
            foreach (var edge in at.Artifact.Edges)
            {
                var source = access.Artifacts.Find(edge.From);

                // Answers of this log are looked at where the log is; what a set of rows only declares is in no answer.
                if (IsRecorded(source.Id))
                {
                    if (source.Edges.Any(e => e.Declared) && seen.Add(source.Id))
                    {
                        queue.Enqueue((source with { Edges = [.. source.Edges.Where(e => e.Declared)] }, $"{at.Path}>{edge.From}"));
                    }

                    continue;
                }

                notes.Look("edge");
                var (answer, id) = (rules.Of(source, edge), $"edge:{at.Path}>{edge.From}");
                if (answer.Status == CutoffStatus.Barred)
                {
                    notes.Add(new CutoffFinding(id, "edge", answer));
                    graph.Add(id);
                    graph.Add(id, own, isTarget: true);
                }
                else if (answer.Status == CutoffStatus.Open)
                {
                    notes.Ask(answer, id);
                }

                if (source.Edges.Count > 0 && seen.Add(source.Id))
                {
                    queue.Enqueue((source, $"{at.Path}>{edge.From}"));
                }
            }
        }
    }

    private static bool IsRecorded(string id) => id.StartsWith("leaf:", StringComparison.Ordinal) || id.StartsWith("session:", StringComparison.Ordinal)
        || id.StartsWith(LogArtifacts.LabelPrefix, StringComparison.Ordinal) || id.StartsWith(LogArtifacts.AnswerPrefix, StringComparison.Ordinal)
        || id.StartsWith(LogArtifacts.CallPrefix, StringComparison.Ordinal);

    /// <summary>A source as the log's pass knows it: a session, labels or a call are the leaves that they stand for.</summary>
    private IEnumerable<string> Members(string id) =>
        !id.StartsWith("leaf:", StringComparison.Ordinal) && access.Artifacts.Find(id) is { Kind: ArtifactKind.Set } set
        ? set.Edges.Select(e => e.From).Append(id)
        : id.StartsWith(LogArtifacts.CallPrefix, StringComparison.Ordinal) && access.LeafOfCall(id[LogArtifacts.CallPrefix.Length..]) is { } leaf
            ? [LogArtifacts.OfLeaf(leaf)]
        : [id];
}
