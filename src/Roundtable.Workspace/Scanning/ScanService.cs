using System.Text.Json;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Remote;

namespace Roundtable.Workspace.Scanning;

/// <summary>Scans corpora: prepares a scan, labels its rows, merges its shards, and makes its report.</summary>
/// <param name="workspace">The data directory, its registry and its log.</param>
public sealed class ScanService(WorkspaceContext workspace)
{
    // Rows that a report names of each kind of change; 'corpus diff' names more.
    private const int MaxChanges = 5;

    /// <summary>Plans a scan and opens its folder and everything that its rows are compared with.</summary>
    /// <exception cref="WorkspaceException">When a path does not exist, nothing in it can be read, or the folder holds something else.</exception>
    public async Task<ScanPreparation> PrepareAsync(ScanRequest request, ScanListener listener, CancellationToken cancellation)
    {
        var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        try
        {
            var intent = await IntentAsync(access, request.Report, cancellation);
            return await ScanPreparation.MakeAsync(workspace, access, request, intent, listener, cancellation);
        }
        catch
        {
            access.Dispose();
            throw;
        }
    }

    /// <summary>Labels the rows of a shard, where that is not done yet. Stopped, it keeps what is done and goes on from there the next time.</summary>
    public static async Task LabelAsync(ScanPreparation prepared, ScanRequest request, ScanListener listener, CancellationToken cancellation)
    {
        if (request.Shard.Count > 1 || prepared.Folder.Current() is null)
        {
            var scan = new CorpusScan(prepared.Plan, prepared.Folder.Path);
            await Task.Run(() => scan.Label(request.Shard, prepared.Knowledge, request.Threads, listener.Progress, cancellation), cancellation);
        }
    }

    /// <summary>Makes the report of a scan whose rows are all labelled, where it was not made before, and puts it on the record.</summary>
    /// <exception cref="WorkspaceException">When labels are missing or damaged, or another process has the log.</exception>
    public Task<FinishedScan> FinishAsync(ScanPreparation prepared, ReportChoice choice, ScanListener listener, CancellationToken cancellation) =>
        FinishAsync(prepared.Access, prepared.Plan, prepared.Folder, prepared.Intent, choice, listener, cancellation);

    /// <summary>Makes one report of the shards of a scan.</summary>
    /// <param name="folders">The folders that the shards wrote to, at least one.</param>
    /// <param name="target">The folder for the report; null for the first of the shards'.</param>
    /// <param name="choice">What is made of the labels.</param>
    /// <param name="listener">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceException">When a folder holds no shard, or one of another scan, or labels are missing.</exception>
    public async Task<FinishedScan> MergeAsync(
        IReadOnlyList<string> folders, string? target, ReportChoice choice, ScanListener listener, CancellationToken cancellation)
    {
        var (first, plan) = ScanFolder.Existing(folders[0]);
        var folder = target is null ? first : ScanFolder.Open(target, plan, replace: false);
        var scan = new CorpusScan(plan, folder.Path);
        foreach (var path in folders)
        {
            var (shard, other) = ScanFolder.Existing(path);
            if (other.Fingerprint() != plan.Fingerprint())
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    $"{Neutralise.Line(path)} is a shard of another scan than {Neutralise.Line(folders[0])}: other files, other settings or another "
                        + $"version of them.");
            }

            await IntactAsync(() => scan.Take(shard.Path), cancellation);
        }

        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intent = await IntentAsync(access, choice, cancellation);
        return await FinishAsync(access, plan.With(new RemoteFiles(workspace)), folder, intent, choice, listener, cancellation);
    }

    private async Task<FinishedScan> FinishAsync(
        RegistryAccess access, ScanPlan plan, ScanFolder folder, Intent? intent, ReportChoice choice, ScanListener listener, CancellationToken cancellation)
    {
        var earlier = folder.Current();
        var report = earlier ?? await MakeAsync(new CorpusScan(plan, folder.Path), listener, cancellation);
        if (choice.Since is { } since)
        {
            report = report with { Since = await SinceAsync(since, folder, cancellation) };
        }

        var ruling = intent is null ? null : ScanRuling.Of(access, report, intent, cancellation);
        if (earlier is null || ruling is not null || choice.Since is not null)
        {
            var sources = ScanSources.Of(access.Registry, report);
            folder.Write("report.html", ScanHtml.Of(report, sources, ruling));
            folder.Write("report.md", ScanMarkdown.Of(report, sources, ruling));
            folder.Write(ScanFolder.ReportFile, ScanReportJson.Of(report, sources, ruling));
        }

        if (choice.Parquet && Path.Combine(folder.Path, ScanFolder.ParquetFile) is var parquet && !File.Exists(parquet))
        {
            var labels = Path.Combine(folder.Path, CorpusScan.RowsFile);
            await Task.Run(() => ParquetLabels.Write(labels, parquet, report.Examined, listener.Progress, cancellation), cancellation);
        }

        // Also of a report that was made before: it may have been stopped between the two.
        var leaf = choice.Record ? await RecordAsync(folder, report, cancellation) : (long?)null;
        folder.RemoveWork();
        KnownScans.Of(workspace.DataDirectory).Add(folder.Path);
        return new FinishedScan(folder, report, leaf, Again: earlier is not null, ruling)
        {
            Canaries = choice.Canaries is { } file ? await new CanaryService(workspace).InRowsAsync(file, plan, folder.Labels(), cancellation) : null,
        };
    }

    private async Task<Intent?> IntentAsync(RegistryAccess access, ReportChoice choice, CancellationToken cancellation) =>
        choice.Use is { } use ? await Intents.TodayAsync(workspace, access, use, choice.As, cancellation) : null;

    private async Task<ScanReport> MakeAsync(CorpusScan scan, ScanListener listener, CancellationToken cancellation)
    {
        var secret = ScanSecret.Read(workspace.DataDirectory);
        ScanReport? report = null;
        await IntactAsync(() => report = scan.Finish(secret, listener.Progress, cancellation), cancellation);
        return report!;
    }

    /// <exception cref="WorkspaceException">When results are missing or damaged.</exception>
    private static async Task IntactAsync(Action work, CancellationToken cancellation)
    {
        try
        {
            await Task.Run(work, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }

    /// <exception cref="WorkspaceException">When the earlier report is not there or not finished.</exception>
    private static async Task<ChangesSince> SinceAsync(string since, ScanFolder folder, CancellationToken cancellation)
    {
        var (before, plan) = ScanFolder.Existing(since);
        var (first, second) = (before.Labels(), folder.Labels());
        return new ChangesSince(since, plan.Fingerprint(), await Task.Run(() => RowDifference.Of(first, second, MaxChanges, cancellation), cancellation));
    }

    /// <summary>SHA-256 of what a scan puts on the record.</summary>
    public static Digest CommitmentDigest(ScanReport report) => Digest.Of(Commitment(report));

    private static byte[] Commitment(ScanReport report) =>
        CanonicalJson.Write(JsonSerializer.SerializeToNode(report.Commitment, RowJson.Default.ScanCommitment)!);

    private async Task<long> RecordAsync(ScanFolder folder, ScanReport report, CancellationToken cancellation)
    {
        var document = Commitment(report);
        try
        {
            await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
            var leaf = new Leaf { Kind = LeafKind.Scan, Time = workspace.Time.GetUtcNow(), Document = Digest.Of(document) };
            return (await log.AppendOnceAsync(leaf, [document], cancellation)).Leaf;
        }
        catch (LogInUseException e)
        {
            throw new WorkspaceException(
                ErrorKind.InUse,
                $"{e.Message} The report is in {Neutralise.Line(folder.Path)}, but not on the record yet: give the same command again when the other is "
                    + $"done. Nothing is read a second time.",
                e);
        }
    }
}
