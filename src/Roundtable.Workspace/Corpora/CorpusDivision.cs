using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Corpora;

/// <summary>
/// Divides the rows of a scanned corpus into files by origin, or by the ruling on a use of them; some rows can be left out, and data in them masked.
/// </summary>
/// <param name="Report">The folder of the report.</param>
/// <param name="Folder">The folder for the files; it has to be empty or not there.</param>
/// <param name="Wanted">Which rows.</param>
/// <param name="Use">The use by whose ruling they are divided; null to divide them by origin.</param>
/// <param name="As">Who wants to use them; null for the organisation of the configuration.</param>
public sealed record CorpusDivision(string Report, string Folder, RowFilter Wanted, Use? Use = null, string? As = null)
{
    /// <summary>Which row of a cluster of equal and near rows is kept; null to keep all. It is chosen among the rows that are not dropped.</summary>
    public Deduplication? Dedupe { get; init; }

    /// <summary>Which rows are left out.</summary>
    public IReadOnlySet<DropReason> Drop { get; init; } = new HashSet<DropReason>();

    /// <summary>What is replaced by the name of its kind, in every text of a row.</summary>
    public IReadOnlySet<SensitiveGroup> Mask { get; init; } = new HashSet<SensitiveGroup>();

    /// <summary>Writes the files; those that are there are whole.</summary>
    /// <exception cref="WorkspaceException">When the folder is not empty, the scan is not finished, or its files changed.</exception>
    public async Task<DividedCorpus> WriteAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        var (folder, plan) = ScanFolder.Existing(Report);
        if (Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            throw new WorkspaceException(
                ErrorKind.Unwritable, $"{Neutralise.Line(Folder)} holds files already: give a folder of its own with --out.");
        }

        var ruling = await RulingAsync(workspace, folder, cancellation);
        var selection = await RowSelection.OfAsync(this, folder, ruling, cancellation);
        Directory.CreateDirectory(Folder);
        using var output = new Output(this, plan);
        await CorpusRows.ReadAsync(
            workspace,
            plan,
            folder,
            selection.Has,
            (label, row, bytes) => output.Write(Kebab.Name(label.Origin), ruling?.Invoke(label), label, row, bytes),
            cancellation);
        return new DividedCorpus(output.Complete(), selection.Dropped, output.Masked);
    }

    /// <summary>The ruling on each row; null where no use is named.</summary>
    private async Task<Func<RowLabel, Outcome>?> RulingAsync(WorkspaceContext workspace, ScanFolder folder, CancellationToken cancellation)
    {
        if (Use is not { } use)
        {
            return null;
        }

        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intent = await Intents.TodayAsync(workspace, access, use, As, cancellation);
        var report = folder.Finished()
            ?? throw new WorkspaceException(ErrorKind.NotFound, $"The scan in {Neutralise.Line(folder.Path)} is not finished.");
        var outcomes = ScanRuling.Of(access, report, intent, cancellation).Outcomes();
        return label => outcomes.GetValueOrDefault(ReportGroup.KeyOf(label.Origin, label.Evidence), Outcome.Unknown);
    }

    /// <summary>The files, which get their names when all of them are whole.</summary>
    private sealed class Output(CorpusDivision division, ScanPlan plan) : IDisposable
    {
        private const string Unfinished = ".jsonl.part";

        private readonly Dictionary<string, WholeRow> _files = plan.Files.ToDictionary(f => f.File.Name, f => new WholeRow(f), StringComparer.Ordinal);
        private readonly MemoryStream _line = new();
        private readonly Dictionary<string, (FileStream Stream, long Rows)> _outputs = new(StringComparer.Ordinal);
        private readonly MaskedRow? _mask = division.Mask.Count == 0 ? null : new MaskedRow(division.Mask);

        /// <summary>How much was replaced.</summary>
        public long Masked => _mask?.Replaced ?? 0;

        /// <summary>Writes a row.</summary>
        public void Write(string origin, Outcome? ruling, RowLabel label, RowText row, ReadOnlySpan<byte> bytes)
        {
            var to = ruling is { } outcome ? Kebab.Name(outcome) : origin;
            if (!_outputs.TryGetValue(to, out var output))
            {
                var path = Path.Combine(division.Folder, to + Unfinished);
                output = (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20), 0);
            }

            _line.SetLength(0);
            _files[label.File].Write(row, bytes, _line);
            var line = _line.GetBuffer().AsSpan(0, (int)_line.Length);
            if (_mask is null)
            {
                output.Stream.Write(line);
            }
            else
            {
                _mask.Write(line, output.Stream);
            }

            _outputs[to] = (output.Stream, output.Rows + 1);
        }

        /// <summary>Names the files.</summary>
        public IReadOnlyList<(string File, long Rows)> Complete()
        {
            Dispose();
            foreach (var to in _outputs.Keys)
            {
                File.Move(Path.Combine(division.Folder, to + Unfinished), Path.Combine(division.Folder, to + ".jsonl"));
            }

            return [.. _outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => (o.Key + ".jsonl", o.Value.Rows))];
        }

        public void Dispose()
        {
            foreach (var output in _outputs.Values)
            {
                output.Stream.Dispose();
            }
        }
    }
}
