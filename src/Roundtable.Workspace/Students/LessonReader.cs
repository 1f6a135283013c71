using System.Text;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Labels;

namespace Roundtable.Workspace.Students;

/// <summary>Makes lessons of runs' labels: what the labels on record say, and beside it what the panel says that did not see a text's gold.</summary>
/// <param name="workspace">The data directory.</param>
internal sealed class LessonReader(WorkspaceContext workspace)
{
    /// <summary>Reads the labels of runs by one codebook.</summary>
    /// <param name="codebook">The codebook.</param>
    /// <param name="runs">The runs; all have labels.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the labels of a run are no longer what its votes and its gold come to.</exception>
    public async Task<Lesson> ReadAsync(Codebook codebook, IReadOnlyList<LabelFolder> runs, RecordLog log, CancellationToken cancellation)
    {
        string[] classes = [.. codebook.Form.Values, CodebookAnswer.CannotTellText];
        List<LessonText> texts = [];
        foreach (var run in runs)
        {
            var (outcome, all) = await new LabelMaker(workspace).AnalyseAsync(run, log, cancellation);
            var rows = LabelRowFile.Read(run.Run.FilePath(LabelFolder.LabelsName)).ToList();
            var known = outcome.Table.Classes.Select(c => (short)Array.IndexOf(classes, c)).ToArray();
            for (var i = 0; i < Math.Max(rows.Count, all.Count); i++)
            {
                var label = i < outcome.Table.Items.Count ? outcome.LabelOf(i) : VoteTable.None;
                if (rows.Count != all.Count || (label == VoteTable.None ? null : outcome.Table.Classes[label]) != rows[i].Label
                    || Digest.Of(Encoding.UTF8.GetBytes(all[i])) != rows[i].Digest)
                {
                    throw Stale(run);
                }

                if (label != VoteTable.None)
                {
                    texts.Add(new LessonText(
                        rows[i].Id, all[i], 0, known[label], rows[i].Probability ?? 1, Known(outcome.Blind.LabelOf(i)), Known(outcome.Gold[i])));
                }
            }

            short Known(short value) => value == VoteTable.None ? VoteTable.None : known[value];
        }

        var clusters = await Task.Run(() => TextClusters.Of([.. texts.Select(t => t.Text)], cancellation), cancellation);
        return Compact(classes, [.. texts.Select((t, i) => t with { Cluster = clusters[i] })]);
    }

    /// <summary>"Cannot tell" is a class of the student only where the teacher says so of some text.</summary>
    private static Lesson Compact(string[] classes, List<LessonText> texts)
    {
        var last = (short)(classes.Length - 1);
        return texts.Exists(t => t.Label == last || t.Teacher == last || t.Gold == last) ? new Lesson(classes, texts) : new Lesson(classes[..^1], texts);
    }

    private static WorkspaceException Stale(LabelFolder run) => new(
        ErrorKind.InvalidInput,
        $"The labels of run {run.Run.Plan.Id} are older than its gold: 'roundtable label --recompute {Neutralise.Line(run.Run.Path)}' makes them anew.");
}
