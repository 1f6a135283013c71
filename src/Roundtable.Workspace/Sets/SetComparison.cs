using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Sources;

namespace Roundtable.Workspace.Sets;

/// <summary>
/// What a scan of the rows finds before they are written: near-duplicates, test items of benchmarks and texts of other files. The rows lie in a folder of their
/// own in the data directory meanwhile, which is removed afterwards.
/// </summary>
internal sealed class SetComparison
{
    private readonly Dictionary<int, string> _reasons = [];

    /// <summary>Which rows ask the same.</summary>
    public SetQuestions Questions { get; } = new();

    /// <summary>Why a row is left out; null where it is not.</summary>
    /// <param name="number">Its number in the source, from 0.</param>
    public string? Reason(int number) => _reasons.GetValueOrDefault(number);

    /// <summary>Compares the rows that remain, where that is wanted.</summary>
    /// <exception cref="WorkspaceException">When a file that they are compared with cannot be read.</exception>
    public static async Task<SetComparison> FindAsync(
        WorkspaceContext workspace,
        RegistryAccess access,
        SetRequest request,
        SetShape shape,
        SetSource source,
        Func<int, bool> remains,
        CancellationToken cancellation)
    {
        var comparison = new SetComparison();
        if (request.Against.Count == 0 && !request.DedupeNear)
        {
            return comparison;
        }

        var work = Path.Combine(workspace.DataDirectory, $"set-{Environment.ProcessId}-{Guid.NewGuid():n}");
        Record.Files.PrivateFiles.CreateDirectory(work);
        try
        {
            var staged = Path.Combine(work, "rows.jsonl");
            var rows = await Task.Run(() => Stage(workspace, access, shape, source, remains, staged, cancellation), cancellation);
            var scan = new ScanRequest
            {
                Paths = [staged],
                Folder = Path.Combine(work, "report"),
                References = new ReferenceChoice(request.Against, Records: false),
                Report = new ReportChoice(Record: false),
            };
            var listener = new ScanListener();
            var service = new ScanService(workspace);
            using (var prepared = await service.PrepareAsync(scan, listener, cancellation))
            {
                await ScanService.LabelAsync(prepared, scan, listener, cancellation);
                var corpus = new CorpusScan(prepared.Plan, prepared.Folder.Path);
                await Task.Run(() => corpus.Finish(ScanSecret.Read(workspace.DataDirectory), null, cancellation), cancellation);
            }

            comparison.Take(rows, RowLabels.Read(Path.Combine(scan.Folder, CorpusScan.RowsFile)).Select(l => l.Label), request);
            return comparison;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Writes the texts of rows as a scan reads them.</summary>
    /// <returns>The number of each row in the source, and what it asks.</returns>
    private static List<(int Number, Digest Question)> Stage(
        WorkspaceContext workspace,
        RegistryAccess access,
        SetShape shape,
        SetSource source,
        Func<int, bool> remains,
        string path,
        CancellationToken cancellation)
    {
        List<(int, Digest)> rows = [];
        var number = 0;
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 18);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1 << 12);
        source.Read(new SetReading(workspace, access, shape, row =>
        {
            foreach (var content in SetFormats.Fit(row.Content, shape))
            {
                if (remains(number))
                {
                    buffer.ResetWrittenCount();
                    using (var json = new System.Text.Json.Utf8JsonWriter(buffer))
                    {
                        json.WriteStartObject();
                        json.WriteString("text"u8, string.Join("\n\n", content.Texts.Select(t => t.Replace('\0', ' '))));
                        json.WriteEndObject();
                    }

                    file.Write(buffer.WrittenSpan);
                    file.WriteByte((byte)'\n');
                    rows.Add((number, SetQuestions.Plain(row.Question)));
                }

                number++;
            }
        }, cancellation));
        return rows;
    }

    private void Take(List<(int Number, Digest Question)> rows, IEnumerable<RowLabel> labels, SetRequest request)
    {
        Dictionary<long, Digest> clusters = [];
        foreach (var label in labels)
        {
            var (number, question) = rows[(int)label.Row - 1];
            if (label.IsContaminated || label.Evidence.Any(e => e.Collection is not null))
            {
                _reasons[number] = "contaminated";
                continue;
            }

            if (label.Cluster is { } cluster && !clusters.TryAdd(cluster, question))
            {
                Questions.Join(clusters[cluster], question);
                if (request.DedupeNear)
                {
                    _reasons[number] = "near-duplicate";
                }
            }
        }
    }
}
