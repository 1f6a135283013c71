using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References.Building;

/// <summary>Makes reference collections.</summary>
public static class ReferenceBuilding
{
    // Shorter parts of rows tell nothing by themselves.
    private const int FewestWords = 8;

    /// <summary>Makes a collection of the rows of files: of each row as a whole, and of each of its texts where it has several.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="plan">The files and how they are read. What rows declare and say of themselves is their origin.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it; what was begun is removed.</param>
    public static void FromFiles(string folder, string name, ScanPlan plan, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        using var writer = new ReferenceWriter(folder);
        var labeller = new RowLabeller(plan, RowKnowledge.None);
        var sought = new SoughtText();
        var (done, rows, total) = (0L, 0L, plan.Files.Sum(f => f.File.Length));
        for (var i = 0; i < plan.Files.Count; i++)
        {
            var file = plan.Files[i];
            var reader = file.Rows.Open(plan.Settings.Sizes);
            long row = 0;
            foreach (var block in FileBlocks.Read(file, plan.Settings.Sizes))
            {
                cancellation.ThrowIfCancellationRequested();
                reader.Open(block);
                while (reader.Next())
                {
                    row++;
                    rows++;
                    if (reader.Fault is null)
                    {
                        Add(writer, labeller, sought, file, reader.Row, new ReferenceEntry { File = i, Row = row });
                    }
                }

                progress?.Report(new ScanProgress($"indexing {name}", Math.Min(done + block.Offset + block.Bytes.Length, total), total));
            }

            done += file.File.Length;
        }

        writer.Complete(name, plan.Fingerprint(), [.. plan.Files.Select(f => f.File.Name)], rows, cancellation);
    }

    /// <summary>Makes a collection of answers on the record.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="last">What names the answers: the hash of the last leaf that changed them.</param>
    /// <param name="answers">The answers in the order of their leaves, each whole and, where others would copy a part of it, that part too.</param>
    /// <param name="cancellation">Stops it; what was begun is removed.</param>
    public static void FromLog(string folder, Digest last, IEnumerable<RecordedText> answers, CancellationToken cancellation)
    {
        using var writer = new ReferenceWriter(folder);
        var sought = new SoughtText();
        var (rows, leaf) = (0L, -1L);
        foreach (var answer in answers)
        {
            rows += answer.Leaf == leaf ? 0 : 1;
            leaf = answer.Leaf;
            cancellation.ThrowIfCancellationRequested();
            sought.Read(answer.Text.Span);
            writer.Add(answer.Text.Span, sought, new ReferenceEntry { File = -1, Row = answer.Leaf, Part = -1, Origin = Origin.Synthetic, Simulated = answer.IsSimulated ? 1 : 0 }, answer.Model);
        }

        writer.Complete(ReferenceEvidence.Record, last, [], rows, cancellation);
    }

    private static void Add(ReferenceWriter writer, RowLabeller labeller, SoughtText sought, PlannedFile file, RowText row, ReferenceEntry entry)
    {
        var labelled = labeller.Label(file, row, 0, null);
        var origin = OriginRule.Of(labelled.Evidence);
        var model = labelled.Evidence.FirstOrDefault(e => e.Model is not null && e.Strength >= Strength.Moderate)?.Model;
        sought.Read(row.Text);
        writer.Add(row.Text, sought, entry with { Part = -1, Origin = origin }, model);
        if (row.Parts.Count == 1)
        {
            return;
        }

        for (var i = 0; i < row.Parts.Count; i++)
        {
            var part = row.Parts[i];
            sought.Read(row[part]);
            if (sought.Words.Count >= FewestWords)
            {
                // Nobody says of a prompt that a model wrote it because a model answered it.
                var isAsked = part.Role is FieldRole.Prompt or FieldRole.System or FieldRole.Context;
                writer.Add(row[part], sought, entry with { Part = i, Origin = isAsked ? Origin.Unknown : origin }, isAsked ? null : model);
            }
        }
    }
}
