using System.Text;
using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;

namespace Roundtable.Tests.Corpus.Reading;

/// <summary>All rows of a file, as a scan reads them.</summary>
internal static class RowsOf
{
    /// <summary>The texts of the rows that can be read, and the faults of the others.</summary>
    public static (List<string> Texts, List<RowFault> Faults) File(string path, ScanSettings? settings = null, int block = 16 << 20, int longest = 32 << 20)
    {
        settings = (settings ?? new ScanSettings()) with { Sizes = new BlockSizes(block, longest) };
        var plan = ScanPlan.Make(FileFinder.Find([path]), settings, TestContext.Current.CancellationToken);
        if (plan.Files.Count == 0)
        {
            return ([], [new RowFault(Assert.Single(plan.Skipped).Reason, 0)]);
        }

        var file = Assert.Single(plan.Files);
        List<string> texts = [];
        List<RowFault> faults = [];
        var reader = file.Rows.Open(settings.Sizes);
        foreach (var bytes in Blocks(file, settings.Sizes))
        {
            reader.Open(bytes);
            while (reader.Next())
            {
                if (reader.Fault is { } fault)
                {
                    faults.Add(fault);
                }
                else
                {
                    texts.Add(Encoding.UTF8.GetString(reader.Row.Text).Replace('\u001E', '|'));
                }
            }

            faults.AddRange(bytes.Faults);
        }

        return (texts, faults);
    }

    /// <summary>The rows of a file: each text with its role, each piece of evidence that names a model with the texts that it is about, and what was not read.</summary>
    public static List<string> Described(string path, ScanSettings? settings = null)
    {
        settings ??= new ScanSettings();
        var plan = ScanPlan.Make(FileFinder.Find([path]), settings, TestContext.Current.CancellationToken);
        var file = Assert.Single(plan.Files);
        var labeller = new RowLabeller(plan, RowKnowledge.None);
        var reader = file.Rows.Open(settings.Sizes);
        List<string> rows = [];
        foreach (var bytes in Blocks(file, settings.Sizes))
        {
            reader.Open(bytes);
            while (reader.Next())
            {
                rows.Add(reader.Fault is { } fault ? $"rejected: {fault.Reason}" : Described(file, reader.Row, labeller.Label(file, reader.Row, 0, null)));
            }
        }

        return rows;
    }

    private static string Described(PlannedFile file, RowText row, LabelledRow label)
    {
        var texts = row.Parts.Select(p => $"{Kebab.Name(p.Role)} {Encoding.UTF8.GetString(row[p])}");
        var models = label.Evidence.Where(e => e.Kind == EvidenceKind.Declared && e.Indicates is Origin.Synthetic or Origin.Human)
            .Select(e => $"{e.Model ?? (e.Indicates == Origin.Human ? "people" : "a model")} wrote {(e.Spans.Count == 0 ? "it" : string.Join('+', e.Spans.Select(s => $"{s.Field}/{s.Turn}")))}");
        return string.Join(" | ", [.. texts, .. models, .. row.Unread > 0 ? ["not read: " + row.Unread] : Array.Empty<string>()]);
    }

    private static IEnumerable<Block> Blocks(PlannedFile file, BlockSizes sizes)
    {
        if (file.IsSeekable)
        {
            using var lines = new SeekableLines(file.File.OpenContent(), sizes);
            for (var i = 0; i < lines.Count; i++)
            {
                yield return lines.Read(i, size => new byte[size]);
            }

            yield break;
        }

        using var stream = file.File.Open();
        var blocks = new StreamedBlocks(stream, file.Rows.Boundaries, sizes);
        while (blocks.Next(size => new byte[size]) is { } block)
        {
            yield return block;
        }
    }
}
