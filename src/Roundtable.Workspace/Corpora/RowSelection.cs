using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Corpora;

/// <summary>Decides which rows of a corpus are left out. Rows come in order.</summary>
internal sealed class RowSelection
{
    private readonly RowFilter _wanted;
    private readonly IReadOnlySet<DropReason> _drop;
    private readonly Deduplication? _dedupe;
    private readonly Func<RowLabel, Outcome>? _ruling;
    private readonly HashSet<long> _kept = [];
    private readonly Dictionary<long, (int Words, string File, long Row)> _longest = [];
    private readonly Dictionary<DropReason, long> _dropped = [];

    private RowSelection(RowFilter wanted, IReadOnlySet<DropReason> drop, Deduplication? dedupe, Func<RowLabel, Outcome>? ruling) =>
        (_wanted, _drop, _dedupe, _ruling) = (wanted, drop, dedupe, ruling);

    /// <summary>How many rows were left out, by the first reason.</summary>
    public IReadOnlyDictionary<DropReason, long> Dropped => _dropped;

    /// <summary>Prepares a selection; of clusters whose longest row is kept the labels are read once.</summary>
    /// <param name="division">What is wanted.</param>
    /// <param name="folder">The folder of the report.</param>
    /// <param name="ruling">The ruling on a row; null where no use is named.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceException">When the scan did not look for what is to be dropped.</exception>
    public static async Task<RowSelection> OfAsync(
        CorpusDivision division, ScanFolder folder, Func<RowLabel, Outcome>? ruling, CancellationToken cancellation)
    {
        Check(division, folder);
        var selection = new RowSelection(division.Wanted, division.Drop, division.Dedupe, ruling);
        if (division.Dedupe == Deduplication.KeepLongest)
        {
            var labels = folder.Labels();
            await Task.Run(() => selection.FindLongest(labels, cancellation), cancellation);
        }

        return selection;
    }

    /// <summary>Whether a row is kept; one that is not is counted.</summary>
    public bool Has(RowLabel label)
    {
        if (!_wanted.Has(label))
        {
            return false;
        }

        var reason = Reason(label);
        if (reason is null && label.Cluster is { } cluster && IsDuplicate(label, cluster))
        {
            reason = DropReason.Duplicate;
        }

        if (reason is { } why)
        {
            _dropped[why] = _dropped.GetValueOrDefault(why) + 1;
        }

        return reason is null;
    }

    private static void Check(CorpusDivision division, ScanFolder folder)
    {
        if (division.Drop.Contains(DropReason.Denied) && division.Use is null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--drop denied needs a use to rule on: name it with --use.");
        }

        if (division.Drop.Count == 0 && division.Dedupe is null)
        {
            return;
        }

        var report = folder.Finished()
            ?? throw new WorkspaceException(ErrorKind.NotFound, $"The scan in {Neutralise.Line(folder.Path)} is not finished.");
        var missing = division.Dedupe is not null && report.Repeats?.Clusters is null
                ? "--dedupe: the scan has no clusters of duplicates. Scan again, without --no-duplicates."
            : division.Drop.Contains(DropReason.Contaminated) && report.Benchmarks is null
                ? "--drop contaminated: the scan looked for no benchmark. Scan again with --against PATH=benchmark:NAME."
            : (division.Drop.Contains(DropReason.Secrets) || division.Drop.Contains(DropReason.Personal))
                && (report.Sensitive is null || !report.IsSensitiveOfAllFields)
                ? "--drop: an older version made the scan, which did not look for keys and personal data in all fields. Scan again."
            : null;
        if (missing is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, missing);
        }
    }

    private DropReason? Reason(RowLabel label) =>
        _drop.Contains(DropReason.Contaminated) && label.IsContaminated ? DropReason.Contaminated
        : _drop.Contains(DropReason.Denied) && _ruling?.Invoke(label) == Outcome.Denied ? DropReason.Denied
        : _drop.Contains(DropReason.Secrets) && Has(label, isSecret: true) ? DropReason.Secrets
        : _drop.Contains(DropReason.Personal) && Has(label, isSecret: false) ? DropReason.Personal
        : null;

    private static bool Has(RowLabel label, bool isSecret) => label.Sensitive?.Any(s => !s.IsExample && s.Kind.IsSecret() == isSecret) == true;

    private bool IsDuplicate(RowLabel label, long cluster) => _dedupe switch
    {
        Deduplication.KeepFirst => !_kept.Add(cluster),
        Deduplication.KeepLongest => _longest[cluster] is var (_, file, row) && (row != label.Row || file != label.File),
        _ => false,
    };

    private void FindLongest(string labels, CancellationToken cancellation)
    {
        foreach (var (label, _) in RowLabels.Read(labels))
        {
            cancellation.ThrowIfCancellationRequested();
            if (label.Cluster is { } cluster && _wanted.Has(label) && Reason(label) is null
                && (!_longest.TryGetValue(cluster, out var best) || label.Words > best.Words))
            {
                _longest[cluster] = (label.Words, label.File, label.Row);
            }
        }
    }
}
