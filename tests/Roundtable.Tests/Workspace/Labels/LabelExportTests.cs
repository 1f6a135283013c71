using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Tracing;

namespace Roundtable.Tests.Workspace.Labels;

/// <summary>Labels that went out are found again: a scan reads them as declared by their run, and says nothing of who wrote the texts.</summary>
public sealed class LabelExportTests : IDisposable
{
    private const string Sentence = "The ferry to Islay leaves at seven, and whoever misses it waits in Kennacraig until the afternoon, said the man at the pier.";

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("labels.jsonl", RunExportFormat.JsonLines)]
    [InlineData("labels.csv", RunExportFormat.Csv)]
    [InlineData("labels.parquet", RunExportFormat.Parquet)]
    public async Task A_scan_finds_labels_as_declared_and_a_trace_leads_back_to_run_and_leaf(string name, RunExportFormat format)
    {
        var file = Path.Combine(_workspace.Path, name);
        Assert.Equal(3, LabelExport.Write(file, format, Labels(withText: true), withText: true, Cancellation));
        var rows = await ScanAsync(file);
        Assert.Equal([Origin.Mixed, Origin.Unknown, Origin.Unknown], rows.Select(r => r.Origin));
        var evidence = Assert.Single(rows[0].Evidence, e => e.Kind == EvidenceKind.Declared);
        Assert.Equal(("label by run 20261129-tone, leaf 15", "label:20261129-tone@15"), (evidence.Summary, evidence.Model));
        Assert.Equal(("label", 0, 8), (evidence.Spans[0].Field, evidence.Spans[0].Start, evidence.Spans[0].End));

        var found = await new TraceService(_workspace.Context).FindAsync(Sentence, [], 5, new ScanListener(), Cancellation);
        var place = Assert.Single(found.SelectMany(f => f.Places));
        Assert.True(place.Hit.IsEqual);
        Assert.Equal(("20261129-tone", 15L), place.Labels);
        Assert.Equal(Origin.Unknown, place.Hit.Origin);
        Assert.Equal(15, (long)TraceJson.Of(found)["found"]![0]!["labels"]!["leaf"]!);
    }

    [Fact]
    public async Task Without_texts_the_digests_tell_rows_apart_and_the_label_is_the_whole_row()
    {
        var file = Path.Combine(_workspace.Path, "labels.jsonl");
        LabelExport.Write(file, RunExportFormat.JsonLines, Labels(withText: false), withText: false, Cancellation);
        Assert.DoesNotContain("Islay", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
        Assert.Equal([Origin.Synthetic, Origin.Unknown, Origin.Unknown], (await ScanAsync(file)).Select(r => r.Origin));
        var first = JsonElement.Parse((await File.ReadAllLinesAsync(file, Cancellation))[0]);
        Assert.Equal([11L, 12L], first.GetProperty("ballots").EnumerateArray().Select(b => b.GetInt64()));
        Assert.Equal(("positive", 0.93, true, 15L), (first.GetProperty("label").GetString(), first.GetProperty("probability").GetDouble(), first.GetProperty("accepted").GetBoolean(), first.GetProperty("leaf").GetInt64()));
    }

    [Fact]
    public void A_text_is_no_formula_in_csv()
    {
        using var output = new MemoryStream();
        var row = new LabelRow("=1+1", Digest.Of("x"u8), "@cmd", 0.5, null, LabelRow.Panel);
        LabelExport.Write(output, RunExportFormat.Csv, [new ExportedLabel(row, "majority", [], "r", 1, "=HYPERLINK(\"x\")")], withText: true, Cancellation);
        var line = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n")[1];
        Assert.StartsWith("\"'=1+1\",\"'=HYPERLINK(\"\"x\"\")\",", line, StringComparison.Ordinal);
        Assert.Contains(",\"'@cmd\",0.5,,panel,majority,", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label:run@15", true)]
    [InlineData("label:20261129-tone-3f@0", true)]
    [InlineData("label:@15", false)]
    [InlineData("label:run", false)]
    [InlineData("label:run@", false)]
    [InlineData("label:run@x", false)]
    [InlineData("label:a b@1", false)]
    [InlineData("model:run@1", false)]
    public void Names_of_labels_are_read_strictly(string name, bool isOne) => Assert.Equal(isOne, LabelSource.Parse(name) is not null);

    private static IEnumerable<ExportedLabel> Labels(bool withText)
    {
        (string Id, string Text, string? Label, string? By)[] rows =
            [("1", Sentence, "positive", LabelRow.Panel), ("2", "Another text.", "negative", LabelRow.People), ("3", "A third text.", null, null)];
        return rows.Select(r => new ExportedLabel(
            new LabelRow(r.Id, Digest.Of(Encoding.UTF8.GetBytes(r.Text)), r.Label, r.Label is null ? 0 : 0.93, r.By is not null, r.By), "majority",
            r.By == LabelRow.Panel ? [11, 12] : [], "20261129-tone", 15, withText ? r.Text : null));
    }

    private async Task<List<RowLabel>> ScanAsync(string file)
    {
        var report = Path.Combine(_workspace.Path, "report");
        var (service, request, listener) = (new ScanService(_workspace.Context), new ScanRequest { Paths = [file], Folder = report }, new ScanListener());
        using var prepared = await service.PrepareAsync(request, listener, Cancellation);
        await ScanService.LabelAsync(prepared, request, listener, Cancellation);
        await service.FinishAsync(prepared, request.Report, listener, Cancellation);
        return [.. RowLabels.Read(Path.Combine(report, "rows.jsonl")).Select(l => l.Label)];
    }
}
