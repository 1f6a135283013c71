using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary><c>--parquet</c>: the labels of a report as a Parquet file too.</summary>
internal static class ScanParquet
{
    /// <summary><c>--parquet</c>.</summary>
    public static Option<bool> Option { get; } = new("--parquet") { Description = $"Write the labels as Parquet too, to {ScanFolder.ParquetFile}." };

    /// <summary>Writes the file where it is asked for and not there yet.</summary>
    /// <param name="invocation">Asks for it or does not.</param>
    /// <param name="folder">The report.</param>
    /// <param name="rows">How many rows it has labels of.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task WriteAsync(Invocation invocation, ScanFolder folder, long rows, CancellationToken cancellation)
    {
        var path = Path.Combine(folder.Path, ScanFolder.ParquetFile);
        if (!invocation.Parse.GetValue(Option) || File.Exists(path))
        {
            return;
        }

        using var line = ProgressLine.Open(invocation);
        await Task.Run(() => ParquetLabels.Write(Path.Combine(folder.Path, CorpusScan.RowsFile), path, rows, line, cancellation), cancellation);
    }
}
