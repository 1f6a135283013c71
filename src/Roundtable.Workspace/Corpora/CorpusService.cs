using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Corpora;

/// <summary>Reads the rows of scanned corpora again. A corpus is named by the folder of its report.</summary>
/// <param name="workspace">What says how files at addresses are read.</param>
public sealed class CorpusService(WorkspaceContext workspace)
{
    /// <summary>The first rows that a filter lets through.</summary>
    /// <param name="report">The folder of the report.</param>
    /// <param name="wanted">The filter.</param>
    /// <param name="max">The maximum number of rows, from 1.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="WorkspaceException">When there is no finished report, or the files changed.</exception>
    public Task<IReadOnlyList<CorpusRow>> FirstAsync(string report, RowFilter wanted, int max, CancellationToken cancellation)
    {
        var left = max;
        return ReadAsync(report, label => left > 0 && wanted.Has(label) && left-- > 0, cancellation);
    }

    /// <summary>One row.</summary>
    /// <param name="report">The folder of the report.</param>
    /// <param name="place">The row as <c>FILE:ROW</c>.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="WorkspaceException">When the place is written otherwise, or there is no such row among those that were examined.</exception>
    public async Task<CorpusRow> RowAsync(string report, string place, CancellationToken cancellation)
    {
        var (file, number) = RowAddress.Parse(place);
        var rows = await ReadAsync(report, label => label.Row == number && label.File == file, cancellation);
        return rows.Count > 0
            ? rows[0]
            : throw new WorkspaceException(ErrorKind.NotFound, $"There is no row '{Neutralise.Line(place)}' among those that were examined.");
    }

    /// <summary>Rows drawn at random, in the order of the corpus; each row that the filter lets through has the same chance.</summary>
    /// <param name="report">The folder of the report.</param>
    /// <param name="wanted">The filter.</param>
    /// <param name="size">How many rows, from 1; fewer where there are not so many.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="WorkspaceException">When there is no finished report, or the files changed.</exception>
    public async Task<IReadOnlyList<CorpusRow>> SampleAsync(string report, RowFilter wanted, int size, int seed, CancellationToken cancellation)
    {
        var labels = ScanFolder.Existing(report).Folder.Labels();
        var drawn = await Task.Run(() => Draw(labels, wanted, size, new Random(seed), cancellation), cancellation);
        return await ReadAsync(report, l => drawn.Contains((l.File, l.Row)), cancellation);
    }

    /// <summary>What became of the rows from one scan to another.</summary>
    /// <param name="first">The folder of the first report.</param>
    /// <param name="second">The folder of the second report.</param>
    /// <param name="max">The maximum number of rows that are named of each kind.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="WorkspaceException">When one of the reports is not there or not finished.</exception>
    public static Task<RowDifference> DifferenceAsync(string first, string second, int max, CancellationToken cancellation)
    {
        var (before, after) = (ScanFolder.Existing(first).Folder.Labels(), ScanFolder.Existing(second).Folder.Labels());
        return Task.Run(() => RowDifference.Of(before, after, max, cancellation), cancellation);
    }

    private async Task<IReadOnlyList<CorpusRow>> ReadAsync(string report, Func<RowLabel, bool> wanted, CancellationToken cancellation)
    {
        var (folder, plan) = ScanFolder.Existing(report);
        List<CorpusRow> rows = [];
        await CorpusRows.ReadAsync(
            workspace, plan, folder, wanted, (label, row, _) => rows.Add(new CorpusRow(label, CorpusRows.Texts(plan, label, row))), cancellation);
        return rows;
    }

    /// <summary>Reservoir sampling (Vitter's algorithm R).</summary>
    private static HashSet<(string File, long Row)> Draw(string labels, RowFilter wanted, int size, Random random, CancellationToken cancellation)
    {
        List<(string, long)> drawn = new(Math.Min(size, 1 << 16));
        long seen = 0;
        foreach (var (label, _) in RowLabels.Read(labels).Where(l => wanted.Has(l.Label)))
        {
            cancellation.ThrowIfCancellationRequested();
            seen++;
            if (drawn.Count < size)
            {
                drawn.Add((label.File, label.Row));
            }
            else if (random.NextInt64(seen) is var at && at < size)
            {
                drawn[(int)at] = (label.File, label.Row);
            }
        }

        return [.. drawn];
    }
}
