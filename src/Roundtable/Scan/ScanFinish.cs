using System.Text.Json;
using Roundtable.CommandLine;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Lineage;
using Roundtable.Log;
using Roundtable.Record.Entries;
using Roundtable.Terminal;
using Roundtable.Terms.Rulings;

namespace Roundtable.Scan;

/// <summary>Makes the report of a scan whose blocks are all labelled, and puts it on the record.</summary>
internal static class ScanFinish
{
    /// <summary>Finishes the scan.</summary>
    public static async Task<int> RunAsync(Invocation invocation, RegistryAccess access, CorpusScan scan, ScanFolder folder, ScanPlan plan, Intent? intent, CancellationToken cancellation)
    {
        var secret = ScanSecret.Read(invocation.DataDirectory);
        ScanReport report;
        using (var line = ProgressLine.Open(invocation))
        {
            try
            {
                report = await Task.Run(() => scan.Finish(secret, line, cancellation), cancellation).ConfigureAwait(false);
            }
            catch (InvalidDataException e)
            {
                throw new UserError(ExitCode.BadData, Neutralise.Line(e.Message), e);
            }
        }

        var ruling = intent is null ? null : ScanRuling.Of(access, report, intent, cancellation);
        var sources = ScanSources.Of(access.Registry, report);
        folder.Write("report.html", ScanHtml.Of(report, sources, ruling));
        folder.Write("report.md", ScanMarkdown.Of(report, sources, ruling));
        folder.Write(ScanFolder.ReportFile, ScanReportJson.Of(report, sources, ruling));
        await ScanParquet.WriteAsync(invocation, folder, report.Looked, cancellation).ConfigureAwait(false);
        var leaf = ScanOptions.Records(invocation) ? await RecordAsync(invocation, report, cancellation).ConfigureAwait(false) : (long?)null;
        folder.RemoveWork();
        KnownScans.Add(invocation.DataDirectory, folder.Path);
        await ScanTelling.TellAsync(invocation, folder, report, leaf, again: false, ruling).ConfigureAwait(false);
        return ruling is null ? ExitCode.Ok : Judging.JudgeCommand.ExitOf([ruling.Outcome]);
    }

    private static async Task<long> RecordAsync(Invocation invocation, ScanReport report, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenAsync(invocation, cancellation).ConfigureAwait(false);
        var document = CanonicalJson.Write(JsonSerializer.SerializeToNode(report.Commitment, RowJson.Default.ScanCommitment)!);
        var leaf = new Leaf { Kind = LeafKind.Scan, Time = invocation.Time.GetUtcNow(), Document = Digest.Of(document) };
        return (await log.AppendOnceAsync(leaf, [document], cancellation).ConfigureAwait(false)).Leaf;
    }
}
