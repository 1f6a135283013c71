using System.Runtime.InteropServices;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>The difference of two scans. Rows are identified by their digests, wherever they are.</summary>
/// <param name="Same">Rows in both, with the same origin.</param>
/// <param name="Added">Rows only in the second.</param>
/// <param name="Removed">Rows only in the first.</param>
/// <param name="Changed">Rows in both whose origin differs, most rows first.</param>
public sealed record RowDifference(long Same, long Added, long Removed, IReadOnlyList<OriginChange> Changed)
{
    private const int Parts = 64;

    /// <summary>Compares the labels of two reports, with only a part of them in memory.</summary>
    public static RowDifference Of(string first, string second, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("roundtable-diff-");
        try
        {
            Divide(first, folder.FullName, "first", cancellation);
            Divide(second, folder.FullName, "second", cancellation);
            var (same, added, removed) = (0L, 0L, 0L);
            Dictionary<(Origin From, Origin To), (long Rows, Digest First)> changed = [];
            for (var part = 0; part < Parts; part++)
            {
                cancellation.ThrowIfCancellationRequested();
                Dictionary<Digest, Queue<Origin>> rows = [];
                foreach (var (digest, origin) in Read(Path.Combine(folder.FullName, $"first-{part}")))
                {
                    if (!rows.TryGetValue(digest, out var queue))
                    {
                        rows[digest] = queue = [];
                    }

                    queue.Enqueue(origin);
                    removed++;
                }

                foreach (var (digest, to) in Read(Path.Combine(folder.FullName, $"second-{part}")))
                {
                    if (!rows.TryGetValue(digest, out var queue) || !queue.TryDequeue(out var from))
                    {
                        added++;
                        continue;
                    }

                    removed--;
                    if (from == to)
                    {
                        same++;
                        continue;
                    }

                    var (count, one) = changed.GetValueOrDefault((from, to), (0, digest));
                    changed[(from, to)] = (count + 1, one);
                }
            }

            return new RowDifference(same, added, removed, Places(second, changed));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static OriginChange[] Places(string second, Dictionary<(Origin From, Origin To), (long Rows, Digest First)> changed)
    {
        Dictionary<Digest, RowPlace> places = [];
        HashSet<Digest> wanted = [.. changed.Values.Select(c => c.First)];
        foreach (var (label, _) in RowLabels.Read(second).Where(_ => wanted.Count > 0))
        {
            if (wanted.Remove(label.Digest))
            {
                places[label.Digest] = new RowPlace(label.File, label.Row);
            }
        }

        var changes = changed.Select(c => new OriginChange(c.Key.From, c.Key.To, c.Value.Rows, places[c.Value.First]));
        return [.. changes.OrderByDescending(c => c.Rows).ThenBy(c => c.From).ThenBy(c => c.To)];
    }

    private static void Divide(string labels, string folder, string name, CancellationToken cancellation)
    {
        FileStream Part(int part) => new(Path.Combine(folder, $"{name}-{part}"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        var files = Enumerable.Range(0, Parts).Select(Part).ToArray();
        try
        {
            Span<byte> record = stackalloc byte[Digest.Length + 1];
            foreach (var (label, _) in RowLabels.Read(labels))
            {
                cancellation.ThrowIfCancellationRequested();
                label.Digest.CopyTo(record);
                record[^1] = (byte)label.Origin;
                files[record[0] % Parts].Write(record);
            }
        }
        finally
        {
            Array.ForEach(files, f => f.Dispose());
        }
    }

    private static IEnumerable<(Digest Digest, Origin Origin)> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += Digest.Length + 1)
        {
            yield return (MemoryMarshal.Read<Digest>(bytes.AsSpan(at)), (Origin)bytes[at + Digest.Length]);
        }
    }
}
