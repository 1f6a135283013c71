using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Lineage;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>
/// One pass over the log, in order: every answer and exchange is looked at, and whatever was made of a finding is noted. What a leaf was made of always comes
/// before it, so that one pass is enough.
/// </summary>
/// <param name="rules">The bars.</param>
/// <param name="notes">Receives what is found.</param>
/// <param name="graph">Receives what came of it.</param>
internal sealed class CutoffLog(CutoffRules rules, CutoffNotes notes, CutoffGraph graph)
{
    /// <summary>Reads the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="entryOf">The id of the registry's entry that a leaf holds; null where it holds none.</param>
    /// <param name="cancellation">Stops.</param>
    public void Read(LogStore log, Func<long, string?> entryOf, CancellationToken cancellation)
    {
        var index = 0L;
        foreach (var bytes in log.Leaves(0))
        {
            cancellation.ThrowIfCancellationRequested();
            Leaf leaf;
            try
            {
                leaf = Leaf.Parse(bytes.Span);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
            {
                notes.Ask("unread", "the log", "a leaf cannot be read: 'roundtable log verify' tells of damage", LogArtifacts.OfLeaf(index++));
                continue;
            }

            Add(index++, leaf, entryOf);
        }
    }

    private void Add(long index, Leaf leaf, Func<long, string?> entryOf)
    {
        var id = LogArtifacts.OfLeaf(index);
        if (leaf.Kind is LeafKind.ModelOutput or LeafKind.Exchange)
        {
            var kind = leaf.Kind == LeafKind.Exchange ? "exchange" : "answer";
            notes.Look(kind);
            var answer = rules.Of(new Artifact(id, leaf.Producer is null ? ArtifactKind.Unknown : ArtifactKind.Output, id)
            {
                Producer = leaf.Producer,
                Terms = leaf.Terms,
                Day = DateOnly.FromDateTime(leaf.Time.UtcDateTime),
                Simulated = leaf.Simulated,
            });
            if (answer.Status == CutoffStatus.Barred)
            {
                notes.Add(new CutoffFinding(id, kind, answer) { Session = leaf.Session });
                graph.Add(id);
            }
            else if (answer.Status == CutoffStatus.Open)
            {
                notes.Ask(answer, id);
            }
        }

        // A ruling on something is not made of it.
        if (leaf.Kind is LeafKind.Ruling or LeafKind.Disclosure or LeafKind.Deletion or LeafKind.Terms or LeafKind.Provider or LeafKind.Organisation)
        {
            return;
        }

        var made = leaf.Kind is LeafKind.Model or LeafKind.Dataset ? entryOf(index) ?? id : id;
        foreach (var input in leaf.Inputs)
        {
            if (LogArtifacts.OfLeaf(input) is var source && graph.Has(source))
            {
                graph.Add(source, made, leaf.Kind is LeafKind.Model or LeafKind.Dataset or LeafKind.TrainingSet);
            }
        }
    }
}
