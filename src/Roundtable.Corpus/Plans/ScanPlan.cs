using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Shapes;
using Roundtable.Corpus.Storage;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Plans;

/// <summary>What a scan reads, and how: made before rows are read, and the same for each shard.</summary>
/// <param name="Files">The files, in the order in which their rows are numbered.</param>
/// <param name="Skipped">What is not read: other files, and files that cannot be read.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Phrases">The version of the list of phrases.</param>
/// <param name="Score">The version of the statistical score that was made before 2026-11-29; empty since.</param>
/// <param name="Signatures">The version of MinHash signatures.</param>
public sealed record ScanPlan(
    IReadOnlyList<PlannedFile> Files,
    IReadOnlyList<SkippedFile> Skipped,
    ScanSettings Settings,
    string Phrases,
    string Score,
    string Signatures)
{
    private const int ProbeBytes = 1 << 16;

    /// <summary>SHA-256 of everything that determines the result. The paths of files on this machine are left out.</summary>
    public Digest Fingerprint()
    {
        var json = JsonSerializer.SerializeToNode(this, ScanJson.Default.ScanPlan)!.AsObject();
        foreach (var file in json["files"]!.AsArray())
        {
            file!["file"]!.AsObject().Remove("path");
        }

        return Digest.Of(CanonicalJson.Write(json));
    }

    /// <summary>Makes a plan for files by examining the first rows of each.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ScanPlan Make(CorpusListing listing, ScanSettings settings, CancellationToken cancellation)
    {
        List<PlannedFile> files = [];
        List<SkippedFile> skipped = [.. listing.Skipped];
        foreach (var listed in listing.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var file = listed;
            if (FileHead.Read(ref file, settings.TextRows, settings.Fields, out var reason) is { } rows)
            {
                files.Add(new PlannedFile(file, rows, Probe(file), settings.Declared.GetValueOrDefault(file.Name) ?? []));
            }
            else
            {
                skipped.Add(new SkippedFile(file.Name, reason));
            }
        }

        SkippedFile[] others = [.. skipped.OrderBy(s => s.Name, StringComparer.Ordinal)];
        return new ScanPlan(files, others, settings, PhraseFile.Current.Version, "", MinHash.Version);
    }

    /// <summary>Whether a file is unchanged since it was planned.</summary>
    public static bool IsSame(PlannedFile planned) => RawPath.Exists(planned.File.Path) && Probe(planned.File) == planned.Probe;

    private static Digest Probe(CorpusFile file)
    {
        using var handle = RawPath.Open(file.Path);
        var length = RandomAccess.GetLength(handle);
        var bytes = new byte[(2 * ProbeBytes) + sizeof(long)];
        BitConverter.TryWriteBytes(bytes, length);
        var read = RandomAccess.Read(handle, bytes.AsSpan(sizeof(long), ProbeBytes), 0);
        read += RandomAccess.Read(handle, bytes.AsSpan(sizeof(long) + read, ProbeBytes), Math.Max(0, length - ProbeBytes));
        return Digest.Of(bytes.AsSpan(0, sizeof(long) + read));
    }
}
