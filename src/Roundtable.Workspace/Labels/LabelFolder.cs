using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Labelling;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>The files of a run's labels, beside those of the run. docs/formats/labels.md describes them.</summary>
/// <param name="run">The run.</param>
public sealed class LabelFolder(RunFolder run)
{
    /// <summary>The labels.</summary>
    public const string LabelsName = "labels.jsonl";

    /// <summary>The report.</summary>
    public const string ReportName = "labels.json";

    /// <summary>The report in Markdown.</summary>
    public const string MarkdownName = "labels.md";

    /// <summary>What differs from run to run: the leaf, the rule, what was promised.</summary>
    public const string RecordName = "labels-record.json";

    private const int Version = 1;

    /// <summary>The run.</summary>
    public RunFolder Run => run;

    /// <summary>Whether the run has labels.</summary>
    public bool HasLabels => File.Exists(run.FilePath(RecordName));

    /// <summary>Writes what the leaf of the labels does not say.</summary>
    public void WriteRecord(long leaf, string rule, double? promise) => run.Replace(RecordName, CanonicalJson.Write(new JsonObject
    {
        ["format"] = Version,
        ["leaf"] = leaf,
        ["rule"] = rule,
        ["promise"] = promise,
    }));

    /// <summary>The leaf of the labels, the rule that made them, and the precision that was asked for.</summary>
    /// <exception cref="WorkspaceException">When the run has no labels, or the file is damaged or newer.</exception>
    public (long Leaf, string Rule, double? Promise) ReadRecord()
    {
        var path = run.FilePath(RecordName);
        if (!HasLabels)
        {
            throw new WorkspaceException(
                ErrorKind.NotFound, $"Run {run.Plan.Id} has no labels yet: 'roundtable label --resume {Neutralise.Line(run.Path)}' finishes it.");
        }

        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
            return (int?)json["format"] is { } version and <= Version and > 0
                ? ((long)json["leaf"]!, (string)json["rule"]!, (double?)json["promise"])
                : throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} was written by a newer program. Update roundtable.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} is damaged: 'roundtable label --recompute' makes it again.", e);
        }
    }

    /// <summary>Writes the report, in JSON and in Markdown.</summary>
    public void WriteReport(LabelReport report)
    {
        run.Replace(ReportName, LabelReportJson.Write(report));
        run.Replace(MarkdownName, Encoding.UTF8.GetBytes(LabelMarkdown.Of(report)));
    }

    /// <summary>Writes the report of labels that are JSON by a schema.</summary>
    public void WriteReport(FieldReport report)
    {
        run.Replace(ReportName, report.Write());
        run.Replace(MarkdownName, Encoding.UTF8.GetBytes(FieldMarkdown.Of(report)));
    }

    /// <summary>The report; one of the two.</summary>
    /// <exception cref="WorkspaceException">When it is missing or damaged.</exception>
    public (LabelReport? Labels, FieldReport? Fields) ReadReport()
    {
        var path = run.FilePath(ReportName);
        try
        {
            var bytes = File.ReadAllBytes(path);
            return RunCodebook.Read(run).Form is CodebookForm.Schema ? (null, FieldReport.Read(bytes)) : (LabelReportJson.Read(bytes), null);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or NotSupportedException)
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"{Neutralise.Line(path)} is missing or damaged: 'roundtable label --recompute' makes it again.", e);
        }
    }

    /// <summary>Keeps the labels that new ones take the place of, under the number of their leaf.</summary>
    public void KeepEarlier(long leaf)
    {
        foreach (var name in (string[])[LabelsName, ReportName, MarkdownName])
        {
            if (File.Exists(run.FilePath(name)))
            {
                File.Copy(run.FilePath(name), run.FilePath(FormattableString.Invariant($"earlier-{leaf}-{name}")), overwrite: true);
            }
        }
    }
}
