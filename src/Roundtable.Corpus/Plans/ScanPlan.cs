using System.Runtime.ExceptionServices;
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
    private const int RequestsAtOnce = 16;

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
    /// <param name="listing">The files.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <param name="begun">
    /// The plan of the same scan where it was begun before: files at addresses whose version did not change are not examined a second time, which each shard
    /// of a large scan would do otherwise.
    /// </param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ScanPlan Make(CorpusListing listing, ScanSettings settings, CancellationToken cancellation, ScanPlan? begun = null)
    {
        var known = begun is not null && begun.Settings.TextRows == settings.TextRows && begun.Settings.Fields.SequenceEqual(settings.Fields)
            ? begun.Files.Where(f => f.File.Version is not null).ToDictionary(f => f.File.Name, StringComparer.Ordinal)
            : [];
        var planned = new (PlannedFile? File, SkippedFile? Skipped)[listing.Files.Count];

        // What is far away is waited for more than worked on.
        var degree = listing.Files.Any(f => Address.Is(f.Path)) ? RequestsAtOnce : 1;
        try
        {
            Parallel.For(0, planned.Length, new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellation }, i =>
            {
                var file = listing.Files[i];
                var declared = settings.Declared.GetValueOrDefault(file.Name) ?? [];
                planned[i] = known.GetValueOrDefault(file.Name) is { } before && before.File.IsVersionOf(file)
                    ? (before with { File = before.File with { Remote = file.Remote }, Declared = declared }, null)
                    : FileHead.Read(ref file, settings.TextRows, settings.Fields, out var reason) is { } rows
                    ? (new PlannedFile(file, rows, Probe(file), declared), null)
                    : (null, new SkippedFile(file.Name, reason));
            });
        }
        catch (AggregateException e) when (e.InnerException is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        SkippedFile[] others = [.. listing.Skipped.Concat(planned.Select(p => p.Skipped).OfType<SkippedFile>()).OrderBy(s => s.Name, StringComparer.Ordinal)];
        return new ScanPlan([.. planned.Select(p => p.File).OfType<PlannedFile>()], others, settings, PhraseFile.Current.Version, "", MinHash.Version);
    }

    /// <summary>The plan with something that opens its files at addresses: a plan on disk has none.</summary>
    public ScanPlan With(IRemoteFiles remote) => this with
    {
        Files = [.. Files.Select(f => Address.Is(f.File.Path) ? f with { File = f.File with { Remote = remote } } : f)],
    };

    /// <summary>Whether a file is unchanged since it was planned.</summary>
    /// <exception cref="IOException">It is at an address that cannot be reached.</exception>
    public static bool IsSame(PlannedFile planned)
    {
        try
        {
            return (Address.Is(planned.File.Path) || RawPath.Exists(planned.File.Path)) && Probe(planned.File) == planned.Probe;
        }
        catch (RemoteException e) when (e.Failure is RemoteFailure.Changed or RemoteFailure.Refused)
        {
            return false;
        }
    }

    private static Digest Probe(CorpusFile file)
    {
        using var content = file.OpenContent();
        var length = content.Length;
        var part = (int)Math.Min(ProbeBytes, length);
        var bytes = new byte[sizeof(long) + (2 * part)];
        BitConverter.TryWriteBytes(bytes, length);
        return content.TryFill(bytes.AsSpan(sizeof(long), part), 0) && content.TryFill(bytes.AsSpan(sizeof(long) + part), length - part)
            ? Digest.Of(bytes)
            : throw new IOException($"{file.Name} became shorter while it was read.");
    }
}
