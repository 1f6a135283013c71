using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Corpora;

/// <summary>Divides the rows of a scanned corpus into files by origin, or by the ruling on a use of them.</summary>
/// <param name="Report">The folder of the report.</param>
/// <param name="Folder">The folder for the files; it has to be empty or not there.</param>
/// <param name="Wanted">Which rows.</param>
/// <param name="Use">The use by whose ruling they are divided; null to divide them by origin.</param>
/// <param name="As">Who wants to use them; null for the organisation of the configuration.</param>
public sealed record CorpusDivision(string Report, string Folder, RowFilter Wanted, Use? Use = null, string? As = null)
{
    /// <summary>Writes the files; those that are there are whole.</summary>
    /// <returns>Names of the files and how many rows each has, by name.</returns>
    /// <exception cref="WorkspaceException">When the folder is not empty, the scan is not finished, or its files changed.</exception>
    public async Task<IReadOnlyList<(string File, long Rows)>> WriteAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        var (folder, plan) = ScanFolder.Existing(Report);
        if (Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            throw new WorkspaceException(
                ErrorKind.Unwritable, $"{Neutralise.Line(Folder)} holds files already: give a folder of its own with --out.");
        }

        var name = await NamesAsync(workspace, folder, cancellation);
        var files = plan.Files.ToDictionary(f => f.File.Name, StringComparer.Ordinal);
        Directory.CreateDirectory(Folder);
        Dictionary<string, (FileStream Stream, long Rows)> outputs = new(StringComparer.Ordinal);
        try
        {
            await CorpusRows.ReadAsync(plan, folder, Wanted.Has, Write, cancellation);
        }
        finally
        {
            foreach (var output in outputs.Values)
            {
                await output.Stream.DisposeAsync();
            }
        }

        foreach (var to in outputs.Keys)
        {
            File.Move(Path.Combine(Folder, to + ".jsonl.part"), Path.Combine(Folder, to + ".jsonl"));
        }

        return [.. outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => (o.Key + ".jsonl", o.Value.Rows))];

        void Write(RowLabel label, RowText row, ReadOnlySpan<byte> bytes)
        {
            var to = name(label);
            if (!outputs.TryGetValue(to, out var output))
            {
                var path = Path.Combine(Folder, to + ".jsonl.part");
                output = (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20), 0);
            }

            RowLine.Write(files[label.File], row, bytes, output.Stream);
            outputs[to] = (output.Stream, output.Rows + 1);
        }
    }

    /// <summary>Names the file that a row goes to.</summary>
    private async Task<Func<RowLabel, string>> NamesAsync(WorkspaceContext workspace, ScanFolder folder, CancellationToken cancellation)
    {
        if (Use is not { } use)
        {
            return label => Kebab.Name(label.Origin);
        }

        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intent = await Intents.TodayAsync(workspace, access, use, As, cancellation);
        var report = folder.Finished()
            ?? throw new WorkspaceException(ErrorKind.NotFound, $"The scan in {Neutralise.Line(folder.Path)} is not finished.");
        var outcomes = ScanRuling.Of(access, report, intent, cancellation).Outcomes();
        return label => Kebab.Name(outcomes.TryGetValue(ReportGroup.KeyOf(label.Origin, label.Evidence), out var outcome) ? outcome : Outcome.Unknown);
    }
}
