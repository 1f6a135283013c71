using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Disclosure.Commitments;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Remote;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Disclosing;

/// <summary>The rows of a scanned corpus. A row's content is its line of JSON, or its fields as one where its format is another.</summary>
internal sealed class DisclosedScan : DisclosedSource
{
    private readonly WorkspaceContext _workspace;
    private readonly ScanFolder _folder;
    private readonly ScanPlan _plan;
    private readonly Dictionary<string, int> _files;
    private readonly Dictionary<int, bool> _same = [];

    public DisclosedScan(WorkspaceContext workspace, string folder)
    {
        (_folder, _plan) = ScanFolder.Existing(folder);
        var report = _folder.Finished()
            ?? throw new WorkspaceException(ErrorKind.NotFound, $"The scan in {Neutralise.Line(folder)} is not finished: give the same scan command again.");
        if (report.Sample < 1)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{Neutralise.Line(folder)} is the scan of a sample: a commitment is to all rows. Scan again without --sample.");
        }

        (_workspace, _plan) = (workspace, _plan.With(new RemoteFiles(workspace)));
        _files = _plan.Files.Select((f, i) => (f.File.Name, i)).ToDictionary(f => f.Name, f => f.i, StringComparer.Ordinal);
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        Root = report.Commitment.Root;
    }

    public override string Kind => "scan";

    public override string Name { get; }

    public override Digest Root { get; }

    public override string? Tokens => _plan.Settings.Tokens;

    /// <summary>The class of a labelled row.</summary>
    public static RowClass ClassOf(RowLabel label) =>
        RowClass.Of(label.Origin, label.Models, label.Evidence.Select(e => e.Licence).OfType<string>());

    public override Task ReadAsync(Func<long, bool> wanted, DisclosedRow seen, CancellationToken cancellation)
    {
        long next = 0;
        Queue<long> numbers = [];
        var line = new MemoryStream();
        return CorpusRows.ReadAsync(
            _workspace,
            _plan,
            _folder,
            _ =>
            {
                var number = next++;
                if (!wanted(number))
                {
                    return false;
                }

                numbers.Enqueue(number);
                return true;
            },
            (label, row, bytes) =>
            {
                line.SetLength(0);
                var place = _files[label.File];
                var file = _plan.Files[place];
                RowLine.Write(file, row, bytes, line);
                var content = line.GetBuffer().AsSpan(0, (int)line.Length - 1);
                var at = PlacedRow.IsIn(file) ? bytes.IndexOf(content) : -1;
                ReadOnlySpan<PlacedPart> parts = at < 0 ? [] : [new PlacedPart(place, row.Offset + at, content.Length)];
                seen(numbers.Dequeue(), ClassOf(label), content, label.Tokens ?? 0, parts);
            },
            cancellation);
    }

    public override byte[] ReadPart(PlacedPart part)
    {
        var file = _plan.Files[part.File];
        if (!_same.TryGetValue(part.File, out var isSame))
        {
            _same.Add(part.File, isSame = ScanPlan.IsSame(file));
        }

        return isSame ? PlacedRow.Read(file, part.Offset, part.Length) : [];
    }
}
