using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References.Building;

/// <summary>Builds reference collections.</summary>
public static class ReferenceBuilder
{
    // Shorter parts of rows are too common to indicate anything.
    private const int MinWords = 8;

    /// <summary>Builds a collection of the rows of files: each row as a whole, and each of its texts where it has several.</summary>
    /// <param name="folder">The folder of the collection.</param>
    /// <param name="name">Its name in reports.</param>
    /// <param name="plan">The files, and how they are read. The origins of entries are those of the rows' labels.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellation">Cancels the operation; a partial collection is removed.</param>
    public static void FromFiles(string folder, string name, ScanPlan plan, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        using var writer = new ReferenceWriter(folder);
        var labeller = new RowLabeller(plan, RowKnowledge.None);
        var keys = new TextKeys();
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
                        Add(writer, labeller, keys, file, reader.Row, new ReferenceEntry { File = i, Row = row });
                    }
                }

                progress?.Report(new ScanProgress($"indexing {name}", Math.Min(done + block.Offset + block.Bytes.Length, total), total));
            }

            done += file.File.Length;
        }

        writer.Complete(name, plan.Fingerprint(), [.. plan.Files.Select(f => f.File.Name)], rows, cancellation);
    }

    /// <summary>Builds a collection of the answers on the record.</summary>
    /// <param name="folder">The folder of the collection.</param>
    /// <param name="last">The version of the answers: the hash of the last leaf that changed them.</param>
    /// <param name="answers">The answers in the order of their leaves: each one whole, followed by the parts of it that are likely to be copied.</param>
    /// <param name="cancellation">Cancels the operation; a partial collection is removed.</param>
    public static void FromLog(string folder, Digest last, IEnumerable<RecordedText> answers, CancellationToken cancellation)
    {
        using var writer = new ReferenceWriter(folder);
        var keys = new TextKeys();
        var (rows, leaf) = (0L, -1L);
        foreach (var answer in answers)
        {
            rows += answer.Leaf == leaf ? 0 : 1;
            leaf = answer.Leaf;
            cancellation.ThrowIfCancellationRequested();
            keys.Read(answer.Text.Span);
            var entry = new ReferenceEntry { File = -1, Row = answer.Leaf, Part = -1, Origin = Origin.Synthetic, Simulated = answer.IsSimulated ? 1 : 0 };
            writer.Add(answer.Text.Span, keys, entry, answer.Model);
        }

        writer.Complete(ReferenceEvidence.Record, last, [], rows, cancellation);
    }

    private static void Add(ReferenceWriter writer, RowLabeller labeller, TextKeys keys, PlannedFile file, RowText row, ReferenceEntry entry)
    {
        var labelled = labeller.Label(file, row, 0, null);
        var origin = labelled.Origin;
        var model = Model(labelled.Evidence);
        keys.Read(row.Text);
        writer.Add(row.Text, keys, entry with { Part = -1, Origin = origin }, model);
        if (row.Parts.Count == 1)
        {
            return;
        }

        // Who labelled a text did not write it.
        IReadOnlyList<Evidence> ofTexts = [.. labelled.Evidence.Where(e => LabelSource.Parse(e.Model) is null)];
        (origin, model) = (OriginRule.Of(ofTexts), Model(ofTexts));
        for (var i = 0; i < row.Parts.Count; i++)
        {
            var part = row.Parts[i];
            keys.Read(row[part]);
            if (keys.Words.Count >= MinWords)
            {
                // That a model answered a prompt does not show that it wrote the prompt.
                var isAsked = part.Role is FieldRole.Prompt or FieldRole.System or FieldRole.Context;
                writer.Add(row[part], keys, entry with { Part = i, Origin = isAsked ? Origin.Unknown : origin }, isAsked ? null : model);
            }
        }
    }

    private static string? Model(IReadOnlyList<Evidence> evidence) =>
        evidence.FirstOrDefault(e => e.Model is not null && e.Strength >= Strength.Moderate)?.Model;
}
