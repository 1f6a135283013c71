using System.Globalization;
using Roundtable.Cli.Canary;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary>What a scan found, on the terminal.</summary>
internal static class ScanView
{
    private const int Bar = 24;

    /// <summary>Writes it: a document for <c>--json</c>, else a page for people. The exit code is that of the ruling, where there is one.</summary>
    public static async Task<int> WriteAsync(Invocation invocation, FinishedScan finished)
    {
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(await ScanReportJson.ReadAsync(finished)));
        }
        else
        {
            Write(invocation.Out, finished);
        }

        var exit = finished.Ruling is { } ruling ? JudgeCommand.ExitOf([ruling.Outcome]) : ExitCode.Ok;
        if (ScanText.Unread(finished.Report, ScanOptions.RequiredRead(invocation)) is { } unread)
        {
            await invocation.Error.WriteLineAsync($"--require-read: {Neutralise.Line(unread)}");
            exit = exit == ExitCode.Ok ? ExitCode.CheckFailed : exit;
        }
        else if (ScanText.Nothing(finished.Report) is { } nothing)
        {
            await invocation.Error.WriteLineAsync(nothing);
            exit = exit == ExitCode.Ok ? ExitCode.CheckFailed : exit;
        }

        return exit;
    }

    private static void Write(TextWriter output, FinishedScan finished)
    {
        var (folder, report, leaf, again, ruling) = finished;
        foreach (var file in report.Files)
        {
            var roles = string.Join(", ", file.Fields.Select(f => $"{f.Name} = {Kebab.Name(f.Role)}"));
            var fields = Neutralise.Line(roles.Length == 0 ? "no field that is text; name one with --field NAME=text" : roles);
            output.WriteLine($"{Neutralise.Line(file.Name)}  {file.Shape}: {fields}{ScanText.Read(file)}");
        }

        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows:N0} rows, {report.Words:N0} words{(report.Sample < 1 ? $"; {report.Examined:N0} rows looked at" : "")}"));
        output.WriteLine(ScanText.Read(report));
        foreach (var origin in report.Origins)
        {
            var interval = origin.Low is { } low ? string.Create(CultureInfo.InvariantCulture, $"  95 %: {low:P1} to {origin.High:P1}") : "";
            var bar = new string('█', (int)Math.Round(origin.Share * Bar));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {origin.Name,-10} {bar,-Bar} {ScanText.Percent(origin),11} {origin.Rows,14:N0}{interval}"));
        }

        List(output, "Decided by", report.DecidedBy, 8);
        List(output, "Models", report.Models, 8);
        List(output, "Licences", report.Licences, 5);
        List(output, "Languages", report.Languages ?? [], 5);
        foreach (var found in report.Collections)
        {
            output.WriteLine();
            output.WriteLine(Neutralise.Text(ScanText.Found(found, report)));
        }

        foreach (var benchmark in report.Benchmarks ?? [])
        {
            output.WriteLine();
            output.WriteLine(Neutralise.Text(ScanSections.Found(benchmark, report)));
        }

        if (report.Repeats is { } repeats)
        {
            output.WriteLine();
            output.WriteLine(ScanText.Repeats(repeats, report));
        }

        if (report.Sensitive is { Count: > 0 } sensitive)
        {
            output.WriteLine();
            output.WriteLine(ScanSections.Found(sensitive, report));
            foreach (var kind in sensitive.Where(s => s.Count > 0).Take(10))
            {
                output.WriteLine(Neutralise.Text(string.Create(
                    CultureInfo.InvariantCulture, $"  {kind.Name,-36} {kind.Count,11:N0} in {kind.Rows:N0} rows, first {ScanText.Place(kind.First[0])}")));
            }
        }

        if (finished.Canaries is { } canaries)
        {
            CanaryView.Write(output, canaries);
        }

        Problems(output, report);
        if (report.Unknown.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("What is unknown, and what would settle it:");
            foreach (var unknown in report.Unknown.Take(5))
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"  {unknown.Rows:N0} rows. {unknown.Why} {unknown.Settle}");
                output.WriteLine(Neutralise.Text(text));
            }
        }

        if (ruling is not null)
        {
            output.WriteLine();
            output.WriteLine(Neutralise.Text(ruling.Says()));
        }

        output.WriteLine();
        var parquet = File.Exists(Path.Combine(folder.Path, ScanFolder.ParquetFile)) ? $" and {ScanFolder.ParquetFile}" : "";
        output.WriteLine($"{(again ? "Nothing changed since it was scanned. " : "")}Report: {Path.Combine(folder.Path, "report.html")}; "
            + $"labels: {Path.Combine(folder.Path, CorpusScan.RowsFile)}{parquet}");
        if (leaf is not null)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"On the record as leaf {leaf}: root {report.Commitment.Root}"));
        }
    }

    private static void Problems(TextWriter output, ScanReport report)
    {
        if (report.Rejected.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Rejected.Sum(s => s.Rows):N0} rows could not be read and were set aside ({CorpusScan.RejectedFile} has them all):"));
            foreach (var reason in report.Rejected.Take(8))
            {
                var first = reason.Examples[0];
                output.WriteLine(Neutralise.Text(string.Create(
                    CultureInfo.InvariantCulture, $"  {reason.Rows,10:N0}  {reason.Reason}: {first.File}, row {first.Row}, byte {first.Offset}")));
            }
        }

        if (report.Skipped.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{report.Skipped.Count:N0} {(report.Skipped.Count == 1 ? "file was" : "files were")} not read:"));
            foreach (var skipped in report.Skipped.Take(8))
            {
                output.WriteLine(Neutralise.Text($"  {skipped.Name}: {skipped.Reason}"));
            }
        }
    }

    private static void List(TextWriter output, string title, IReadOnlyList<ReportShare> shares, int max)
    {
        if (shares.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(title);
        foreach (var share in shares.Take(max))
        {
            output.WriteLine(Neutralise.Text(string.Create(
                CultureInfo.InvariantCulture, $"  {share.Name,-36} {ScanText.Percent(share),11} {share.Rows,14:N0}")));
        }
    }
}
