using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;
using Roundtable.Corpus.References.Building;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Remote;

namespace Roundtable.Workspace.Scanning;

/// <summary>
/// The reference collections that rows are compared with: the answers on the record and files that are named. Each is made once and kept in the
/// data directory, under <c>references</c>.
/// </summary>
public sealed class ScanReferences : IDisposable
{
    private const string Record = "record-";
    private const string ScansFile = "scans";
    private const string BenchmarkWord = "benchmark";

    private readonly List<ReferenceStore> _stores = [];
    private readonly List<Benchmark> _benchmarks = [];
    private readonly string _folder;
    private readonly RemoteFiles _remote;

    private ScanReferences(WorkspaceContext workspace) =>
        (_folder, _remote) = (Path.Combine(workspace.DataDirectory, "references"), new RemoteFiles(workspace));

    /// <summary>The collections.</summary>
    public IReadOnlyList<ReferenceStore> Stores => _stores;

    /// <summary>The benchmarks whose test items are looked for.</summary>
    public IReadOnlyList<Benchmark> Benchmarks => _benchmarks;

    /// <summary>Opens the collections that are chosen, and makes those that are missing.</summary>
    /// <param name="workspace">Where they are kept.</param>
    /// <param name="access">The record and the registry.</param>
    /// <param name="choice">Which collections.</param>
    /// <param name="begun">The plan of the scan that is gone on with: the record is that of its beginning. Null where a scan begins.</param>
    /// <param name="listener">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceException">When a path does not exist or nothing in it can be read.</exception>
    public static async Task<ScanReferences> OpenAsync(
        WorkspaceContext workspace, RegistryAccess access, ReferenceChoice choice, ScanPlan? begun, ScanListener listener, CancellationToken cancellation)
    {
        var names = begun?.Settings.Names ?? ScanDeclarations.Names(access.Registry);
        var references = new ScanReferences(workspace);
        try
        {
            if (choice.Records
                && await Task.Run(() => begun is null ? references.OfLog(access, cancellation) : references.OfLog(begun), cancellation) is { } record)
            {
                references._stores.Add(record);
            }

            foreach (var path in choice.Against)
            {
                if (BenchmarkOf(path) is { } benchmark)
                {
                    await Task.Run(() => references.AddBenchmark(benchmark.Path, benchmark.Name, cancellation), cancellation);
                    continue;
                }

                references.AddOnce(await Task.Run(() => references.OfFiles(names, path, listener, cancellation), cancellation));
            }

            return references;
        }
        catch (InvalidDataException e)
        {
            references.Dispose();
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
        catch
        {
            references.Dispose();
            throw;
        }
    }

    /// <summary>Opens all that a text can be traced to: the record, the corpora that were scanned, and what is named.</summary>
    public static async Task<ScanReferences> ForTraceAsync(
        WorkspaceContext workspace, RegistryAccess access, ReferenceChoice choice, ScanListener listener, CancellationToken cancellation)
    {
        // A text can come from a test item as from any other text.
        var files = choice with { Against = [.. choice.Against.Select(a => BenchmarkOf(a)?.Path ?? a)] };
        var references = await OpenAsync(workspace, access, files, begun: null, listener, cancellation);
        HashSet<string> searched = new(StringComparer.Ordinal);
        foreach (var folder in KnownScans.Of(workspace.DataDirectory).Read())
        {
            var plan = ScanFolder.Existing(folder).Plan.With(references._remote);
            var store = Path.Combine(references._folder, "scan-" + plan.Fingerprint());
            if (!searched.Add(store))
            {
                continue; // another report on the same files: their texts count once
            }

            if (ReferenceStore.TryOpen(store) is { } known)
            {
                references._stores.Add(known);
            }
            else if (plan.Files.All(ScanPlan.IsSame))
            {
                PrivateFiles.CreateDirectory(references._folder);
                await Task.Run(() => ReferenceBuilder.FromFiles(store, folder, plan, listener.Progress, cancellation), cancellation);
                references._stores.Add(ReferenceStore.TryOpen(store)!);
            }
            else
            {
                listener.Warn?.Invoke($"The files of {Neutralise.Line(folder)} changed since they were scanned; scan them again to trace to them.");
            }
        }

        return references;
    }

    /// <summary>Keeps the record as it is now until a scan is finished.</summary>
    public void KeepFor(ScanFolder scan)
    {
        var path = Path.GetFullPath(scan.Path);
        var kept = _stores.Select(s => Path.Combine(_folder, Record + s.Manifest.Source)).Where(Directory.Exists);
        foreach (var scans in kept.Select(f => Path.Combine(f, ScansFile)))
        {
            if (!File.Exists(scans) || !File.ReadAllLines(scans).Contains(path, StringComparer.Ordinal))
            {
                File.AppendAllText(scans, path + "\n");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stores.ForEach(s => s.Dispose());

    /// <summary>Adds a collection unless it is there already.</summary>
    private void AddOnce(ReferenceStore store)
    {
        var same = _stores.Find(s => s.Manifest.Name == store.Manifest.Name);
        if (same is null)
        {
            _stores.Add(store);
            return;
        }

        var (name, isOther) = (store.Manifest.Name, store.Manifest.Source != same.Manifest.Source);
        store.Dispose();
        if (isOther)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--against: '{Neutralise.Line(name)}' is given twice and said to be different things. Give it once.");
        }
    }

    private ReferenceStore? OfLog(RegistryAccess access, CancellationToken cancellation) =>
        access.Log is { } log && RecordedAnswers.LastChange(log) is { } last
            ? Open(
                last,
                folder =>
                {
                    // Earlier ones lack answers, or hold what was erased since.
                    foreach (var old in Directory.EnumerateDirectories(_folder, Record + "*").Where(o => !IsWanted(o)))
                    {
                        Directory.Delete(old, recursive: true);
                    }

                    ReferenceBuilder.FromLog(folder, last, RecordedAnswers.Read(log), cancellation);
                },
                Record)
            : null;

    /// <summary>The record as it was when a scan was begun.</summary>
    private ReferenceStore? OfLog(ScanPlan begun) =>
        begun.Settings.References.Select(r => ReferenceStore.TryOpen(Path.Combine(_folder, Record + r.Source))).FirstOrDefault(s => s is not null);

    /// <summary>Whether a collection of the record stays: an unfinished scan began with it, or a newer version of the program wrote it.</summary>
    private static bool IsWanted(string folder)
    {
        var scans = Path.Combine(folder, ScansFile);
        return ReferenceStore.IsNewer(folder) || (File.Exists(scans) && File.ReadAllLines(scans).Any(scan => Uses(scan, folder)));
    }

    private static bool Uses(string scan, string collection)
    {
        try
        {
            return ScanFolder.Begun(scan) is { } plan
                && plan.Settings.References.Any(r => collection.EndsWith(Record + r.Source, StringComparison.Ordinal));
        }
        catch (NewerFormatException)
        {
            // It is not known what that scan needs.
            return true;
        }
    }

    private ReferenceStore OfFiles(IReadOnlyList<KnownName> names, string text, ScanListener listener, CancellationToken cancellation)
    {
        var (path, what) = Divided(text);
        var listing = Listing(path, cancellation);
        List<string> declared = what is null ? [] : [.. listing.Files.Select(f => $"{f.Name}={what}")];
        var settings = new ScanSettings { Duplicates = false, Names = names, Declared = ScanDeclarations.Of(listing, _remote, declared, listener) };
        var plan = ScanPlan.Make(listing, settings, cancellation);
        if (plan.Files.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"--against: nothing in '{Neutralise.Line(path)}' can be read.");
        }

        return Open(plan.Fingerprint(), folder => ReferenceBuilder.FromFiles(folder, path.TrimEnd('/'), plan, listener.Progress, cancellation), "files-");
    }

    private void AddBenchmark(string path, string name, CancellationToken cancellation)
    {
        var listing = Listing(path, cancellation);
        if (listing.Files.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"--against: nothing in '{Neutralise.Line(path)}' can be read.");
        }

        _benchmarks.Add(!_benchmarks.Exists(b => b.Name == name)
            ? BenchmarkReader.Read(name, listing, cancellation)
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--against: two benchmarks are named '{Neutralise.Line(name)}'. Name them apart: PATH=benchmark:NAME."));
    }

    private CorpusListing Listing(string path, CancellationToken cancellation)
    {
        try
        {
            return FileFinder.Find([path], _remote, cancellation);
        }
        catch (FileNotFoundException e)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"--against: there is no file or folder '{Neutralise.Line(path)}'.", e);
        }
    }

    /// <summary>What <c>--against</c> names, and what it says of it.</summary>
    private static (string Path, string? What) Divided(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && !Path.Exists(text) ? (text[..at], text[(at + 1)..]) : (text, null);
    }

    /// <summary>The benchmark that <c>--against PATH=benchmark</c> or <c>PATH=benchmark:NAME</c> names; null for another collection.</summary>
    private static (string Path, string Name)? BenchmarkOf(string text) => Divided(text) switch
    {
        (var path, BenchmarkWord) => (path, path.TrimEnd('/')),
        (var path, { } what) when what.StartsWith(BenchmarkWord + ":", StringComparison.Ordinal) && what.Length > BenchmarkWord.Length + 1 =>
            (path, what[(BenchmarkWord.Length + 1)..]),
        _ => null,
    };

    private ReferenceStore Open(Digest source, Action<string> make, string prefix)
    {
        var folder = Path.Combine(_folder, prefix + source);
        if (ReferenceStore.TryOpen(folder) is { } known)
        {
            return known;
        }

        PrivateFiles.CreateDirectory(_folder);
        make(folder);
        return ReferenceStore.TryOpen(folder) ?? throw new WorkspaceException(ErrorKind.Internal, $"{folder} could not be made.");
    }
}
