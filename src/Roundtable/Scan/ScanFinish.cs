using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace;

namespace Roundtable.Cli.Scan;

/// <summary>Makes the report of a scan whose blocks are all labelled, where it was not made before, and puts it on the record.</summary>
internal static class ScanFinish
{
    /// <summary>Finishes the scan.</summary>
    public static async Task<int> RunAsync(Invocation invocation, RegistryAccess access, CorpusScan scan, ScanFolder folder, Intent? intent, CancellationToken cancellation)
    {
        var earlier = folder.Finished();
        var report = earlier ?? await MakeAsync(invocation, scan, cancellation);
        var ruling = intent is null ? null : ScanRuling.Of(access, report, intent, cancellation);
        if (earlier is null || ruling is not null)
        {
            var sources = ScanSources.Of(access.Registry, report);
            folder.Write("report.html", ScanHtml.Of(report, sources, ruling));
            folder.Write("report.md", ScanMarkdown.Of(report, sources, ruling));
            folder.Write(ScanFolder.ReportFile, ScanReportJson.Of(report, sources, ruling));
        }

        await ScanParquet.WriteAsync(invocation, folder, report.Examined, cancellation);

        // Also of a report that was made before: it may have been stopped between the two.
        var leaf = ScanOptions.Records(invocation) ? await RecordAsync(invocation, folder, report, cancellation) : (long?)null;
        folder.RemoveWork();
        KnownScans.Add(invocation.Workspace.DataDirectory, folder.Path);
        await ScanTelling.TellAsync(invocation, folder, report, leaf, again: earlier is not null, ruling);
        return ruling is null ? ExitCode.Ok : Judging.JudgeCommand.ExitOf([ruling.Outcome]);
    }

    private static async Task<ScanReport> MakeAsync(Invocation invocation, CorpusScan scan, CancellationToken cancellation)
    {
        var secret = ScanSecret.Read(invocation.Workspace.DataDirectory);
        using var line = ProgressLine.Open(invocation);
        try
        {
            return await Task.Run(() => scan.Finish(secret, line, cancellation), cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }

    private static async Task<long> RecordAsync(Invocation invocation, ScanFolder folder, ScanReport report, CancellationToken cancellation)
    {
        var document = CanonicalJson.Write(JsonSerializer.SerializeToNode(report.Commitment, RowJson.Default.ScanCommitment)!);
        try
        {
            await using var log = await LogAccess.OpenPatientlyAsync(invocation.Workspace, cancellation);
            var leaf = new Leaf { Kind = LeafKind.Scan, Time = invocation.Workspace.Time.GetUtcNow(), Document = Digest.Of(document) };
            return (await log.AppendOnceAsync(leaf, [document], cancellation)).Leaf;
        }
        catch (LogInUseException e)
        {
            throw new WorkspaceException(ErrorKind.InUse, $"{e.Message} The report is in {Neutralise.Line(folder.Path)}, but not on the record yet: give the same command again when the other is done. Nothing is read a second time.", e);
        }
    }
}
