using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Cutoffs;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>
/// The rows of training sets that are still where they were made. The log names one source of each kind that rulings tell apart; which rows came of which
/// stands beside the rows.
/// </summary>
/// <param name="workspace">The data directory.</param>
/// <param name="access">The registry and the lineage.</param>
/// <param name="rules">The bars.</param>
/// <param name="notes">Receives what is found.</param>
/// <param name="graph">Knows what came of findings.</param>
internal sealed class CutoffSets(WorkspaceContext workspace, RegistryAccess access, CutoffRules rules, CutoffNotes notes, CutoffGraph graph)
{
    private readonly RowArtifacts _artifacts = new(access.Artifacts);

    /// <summary>Looks at every set.</summary>
    /// <returns>By the id of a set, how many of its rows came of no finding, and how many there are.</returns>
    public Dictionary<string, (long Remaining, long Of)> Read(CancellationToken cancellation)
    {
        Dictionary<string, (long, long)> rows = new(StringComparer.Ordinal);
        foreach (var folder in KnownSets.Of(workspace.DataDirectory).Read())
        {
            if (StoredSet.TryOpen(folder) is not { } set)
            {
                notes.Ask("unread", folder, "the manifest of a training set cannot be read", folder);
                continue;
            }

            try
            {
                rows[LogArtifacts.OfLeaf(set.Leaf)] = Rows(set, cancellation);
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
            {
                notes.Ask("unread", folder, $"the rows of a training set cannot be read: {e.Message.TrimEnd('.')}", folder);
            }
        }

        return rows;
    }

    private (long Remaining, long Of) Rows(StoredSet set, CancellationToken cancellation)
    {
        var (id, remaining, number) = (LogArtifacts.OfLeaf(set.Leaf), 0L, 0L);
        foreach (var bytes in SetLines.Read(Path.Combine(set.Folder, SetFiles.Rows)))
        {
            cancellation.ThrowIfCancellationRequested();
            notes.Look("row of a set");
            var line = SetRowLine.Read(bytes.Span);
            var (isReached, place) = (false, string.Create(CultureInfo.InvariantCulture, $"row:{Neutralise.Line(set.Manifest.Name)}:{++number}"));
            foreach (var edge in line.Sources)
            {
                if (graph.Has(edge.From))
                {
                    graph.Add(edge.From, id, isTarget: true);
                    isReached = true;
                    continue;
                }

                if (edge.From.StartsWith("leaf:", StringComparison.Ordinal))
                {
                    continue; // the pass over the log has looked at it
                }

                var answer = rules.Of(_artifacts.Find(edge.From), edge);
                if (answer.Status == CutoffStatus.Barred)
                {
                    notes.Add(new CutoffFinding(place, "row", answer));
                    graph.Add(place);
                    graph.Add(place, id, isTarget: true);
                    isReached = true;
                }
                else if (answer.Status == CutoffStatus.Open)
                {
                    notes.Ask(answer, place);
                }
            }

            remaining += isReached ? 0 : 1;
        }

        return (remaining, number);
    }
}
