using System.Runtime.InteropServices;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>The digests and origins of labels in temporary files, divided by digest, so that two scans are compared part by part.</summary>
/// <param name="folder">The folder for the files.</param>
internal sealed class LabelParts(string folder)
{
    /// <summary>The number of parts.</summary>
    public const int Count = 64;

    /// <summary>Divides labels.</summary>
    /// <returns>The names of the files that they are of, and the number of labels.</returns>
    public (IReadOnlyCollection<string> Files, long Rows) Divide(string labels, string name, CancellationToken cancellation)
    {
        var files = Enumerable.Range(0, Count)
            .Select(part => new FileStream(Of(name, part), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16)).ToArray();
        HashSet<string> names = new(StringComparer.Ordinal);
        long number = 0;
        try
        {
            foreach (var (label, _) in RowLabels.Read(labels))
            {
                cancellation.ThrowIfCancellationRequested();
                names.Add(label.File);
                var row = new LabelledDigest(label.Digest, number++, label.Origin);
                files[row.Part].Write(MemoryMarshal.AsBytes(new ReadOnlySpan<LabelledDigest>(in row)));
            }
        }
        finally
        {
            Array.ForEach(files, f => f.Dispose());
        }

        return (names, number);
    }

    /// <summary>The rows of one part that two scans have in common. Of equal rows the first of one is that of the other, and so on.</summary>
    public IEnumerable<(LabelledDigest First, LabelledDigest Second)> Common(string first, string second, int part)
    {
        Dictionary<Digest, Queue<LabelledDigest>> rows = [];
        foreach (var row in Read(first, part))
        {
            if (!rows.TryGetValue(row.Digest, out var queue))
            {
                rows[row.Digest] = queue = [];
            }

            queue.Enqueue(row);
        }

        foreach (var row in Read(second, part))
        {
            if (rows.TryGetValue(row.Digest, out var queue) && queue.TryDequeue(out var same))
            {
                yield return (same, row);
            }
        }
    }

    private LabelledDigest[] Read(string name, int part) => MemoryMarshal.Cast<byte, LabelledDigest>(File.ReadAllBytes(Of(name, part))).ToArray();

    private string Of(string name, int part) => Path.Combine(folder, string.Create(null, $"{name}-{part}"));
}

/// <summary>The digest, number and origin of a label.</summary>
/// <param name="Digest">SHA-256 of its texts.</param>
/// <param name="Number">Its index among all labels of the scan.</param>
/// <param name="Origin">Its origin.</param>
internal readonly record struct LabelledDigest(Digest Digest, long Number, Origin Origin)
{
    /// <summary>The part that it belongs to.</summary>
    public int Part
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Digest.Length];
            Digest.CopyTo(bytes);
            return bytes[0] % LabelParts.Count;
        }
    }
}
