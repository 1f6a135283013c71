using System.Diagnostics;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Scanning;

namespace Roundtable.Benchmarks;

/// <summary>Whole scans: labels, repeats, commitment.</summary>
internal static class ScanRuns
{
    /// <summary>Scans files on some threads, from nothing.</summary>
    public static void Run(string path, string folder, int threads, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            var plan = ScanPlan.Make(FileFinder.Find([path]), new ScanSettings(), CancellationToken.None);
            var scan = new CorpusScan(plan, folder);
            var clock = BenchTable.Start();
            scan.Label(Shard.Whole, RowKnowledge.None, threads, null, CancellationToken.None);
            var labelled = BenchTable.Since(clock);
            var report = scan.Finish(new byte[32], null, CancellationToken.None);
            using var process = Process.GetCurrentProcess();
            BenchTable.Report([
                ("rows", report.Rows), ("labelSeconds", labelled[0].Value), ("labelProcessor", labelled[1].Value), .. BenchTable.Since(clock),
                ("peakMiB", process.PeakWorkingSet64 >> 20)]);
        }
    }
}
