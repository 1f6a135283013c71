using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;
using Roundtable.Corpus.References.Building;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary>The reference collections that rows are held against: the log's answers and what <c>--against</c> names. Each is made once and kept in the data directory.</summary>
internal sealed class ScanReferences : IDisposable
{
    private static readonly Option<string[]> _against = new("--against")
    {
        Description = "Also compare rows with these files: PATH, or PATH=human, PATH=synthetic:MODEL where the origin is known, or PATH=benchmark for test questions. Can be given more than once.",
        HelpName = "PATH",
    };

    private static readonly Option<bool> _noRecords = new("--no-records") { Description = "Do not compare rows with the answers on the record." };

    private const string Record = "record-";
    private const string ScansFile = "scans";

    private readonly List<ReferenceStore> _stores = [];

    private ScanReferences()
    {
    }

    /// <summary>The options that choose them.</summary>
    public static IReadOnlyList<Symbol> Options => [_against, _noRecords];

    /// <summary><c>--against PATH</c>.</summary>
    public static Option<string[]> Against => _against;

    /// <summary>The collections.</summary>
    public IReadOnlyList<ReferenceStore> Stores => _stores;

    /// <summary>Opens the collections that an invocation means, and makes those that are missing.</summary>
    /// <param name="invocation">Says which.</param>
    /// <param name="access">The record and the registry.</param>
    /// <param name="begun">The plan of the scan that is gone on with: the record is that of its beginning. Null where a scan begins.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceException">When a path does not exist or nothing in it can be read.</exception>
    public static async Task<ScanReferences> OpenAsync(Invocation invocation, RegistryAccess access, ScanPlan? begun, CancellationToken cancellation)
    {
        var names = begun?.Settings.Names ?? ScanDeclarations.Names(access.Registry);
        var references = new ScanReferences();
        try
        {
            using var line = ProgressLine.Open(invocation);
            if (!invocation.Parse.GetValue(_noRecords) && await Task.Run(() => begun is null ? OfLog(invocation, access, cancellation) : OfLog(invocation, begun), cancellation) is { } record)
            {
                references._stores.Add(record);
            }

            foreach (var path in invocation.Parse.GetValue(_against) ?? [])
            {
                references.AddOnce(await Task.Run(() => OfFiles(invocation, names, path, line, cancellation), cancellation));
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
    public static async Task<ScanReferences> ForTraceAsync(Invocation invocation, RegistryAccess access, CancellationToken cancellation)
    {
        var references = await OpenAsync(invocation, access, begun: null, cancellation);
        using var line = ProgressLine.Open(invocation);
        foreach (var folder in KnownScans.Read(invocation.Workspace.DataDirectory))
        {
            var plan = ScanFolder.Existing(folder).Plan;
            var store = Path.Combine(Folder(invocation), "scan-" + plan.Fingerprint());
            if (ReferenceStore.TryOpen(store) is { } known)
            {
                references._stores.Add(known);
            }
            else if (plan.Files.All(ScanPlan.IsSame))
            {
                PrivateFiles.CreateDirectory(Folder(invocation));
                await Task.Run(() => ReferenceBuilder.FromFiles(store, folder, plan, line, cancellation), cancellation);
                references._stores.Add(ReferenceStore.TryOpen(store)!);
            }
            else
            {
                await invocation.Error.WriteLineAsync($"The files of {Neutralise.Line(folder)} changed since they were scanned; scan them again to trace to them.");
            }
        }

        return references;
    }

    /// <summary>Keeps the record as it is now until a scan is finished.</summary>
    public void KeepFor(Invocation invocation, ScanFolder scan)
    {
        var path = Path.GetFullPath(scan.Path);
        foreach (var scans in _stores.Select(s => Path.Combine(Folder(invocation), Record + s.Manifest.Source)).Where(Directory.Exists).Select(f => Path.Combine(f, ScansFile)))
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
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--against: '{Neutralise.Line(name)}' is given twice and said to be different things. Give it once.");
        }
    }

    private static ReferenceStore? OfLog(Invocation invocation, RegistryAccess access, CancellationToken cancellation) =>
        access.Log is { } log && RecordedAnswers.LastChange(log) is { } last
            ? Open(
                invocation,
                last,
                folder =>
                {
                    // Earlier ones lack answers, or hold what was erased since.
                    foreach (var old in Directory.EnumerateDirectories(Folder(invocation), Record + "*").Where(o => !IsWanted(o)))
                    {
                        Directory.Delete(old, recursive: true);
                    }

                    ReferenceBuilder.FromLog(folder, last, RecordedAnswers.Read(log), cancellation);
                },
                Record)
            : null;

    /// <summary>The record as it was when a scan was begun.</summary>
    private static ReferenceStore? OfLog(Invocation invocation, ScanPlan begun) =>
        begun.Settings.References.Select(r => ReferenceStore.TryOpen(Path.Combine(Folder(invocation), Record + r.Source))).FirstOrDefault(s => s is not null);

    /// <summary>Whether a scan that was begun with a collection of the record is still to be gone on with.</summary>
    private static bool IsWanted(string folder) =>
        Path.Combine(folder, ScansFile) is var scans && File.Exists(scans) && File.ReadAllLines(scans).Any(s => ScanFolder.Begun(s) is { } plan && plan.Settings.References.Any(r => folder.EndsWith(Record + r.Source, StringComparison.Ordinal)));

    private static ReferenceStore OfFiles(Invocation invocation, IReadOnlyList<KnownName> names, string text, ProgressLine? line, CancellationToken cancellation)
    {
        var at = text.LastIndexOf('=');
        var (path, what) = at > 0 && !Path.Exists(text) ? (text[..at], text[(at + 1)..]) : (text, null);
        CorpusListing listing;
        try
        {
            listing = FileFinder.Find([path]);
        }
        catch (FileNotFoundException e)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"--against: there is no file or folder '{Neutralise.Line(path)}'.", e);
        }

        List<string> declared = what is null or "benchmark" ? [] : [.. listing.Files.Select(f => $"{f.Name}={what}")];
        var plan = ScanPlan.Make(listing, new ScanSettings { Duplicates = false, Names = names, Declared = ScanDeclarations.Of(invocation, listing, declared) }, cancellation);
        if (plan.Files.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"--against: nothing in '{Neutralise.Line(path)}' can be read.");
        }

        var name = what == "benchmark" ? $"the benchmark {path.TrimEnd('/')}" : path.TrimEnd('/');
        return Open(invocation, plan.Fingerprint(), folder => ReferenceBuilder.FromFiles(folder, name, plan, line, cancellation), what == "benchmark" ? "benchmark-" : "files-");
    }

    private static ReferenceStore Open(Invocation invocation, Digest source, Action<string> make, string prefix)
    {
        var folder = Path.Combine(Folder(invocation), prefix + source);
        if (ReferenceStore.TryOpen(folder) is { } known)
        {
            return known;
        }

        PrivateFiles.CreateDirectory(Folder(invocation));
        make(folder);
        return ReferenceStore.TryOpen(folder) ?? throw new WorkspaceException(ErrorKind.Internal, string.Create(CultureInfo.InvariantCulture, $"{folder} could not be made."));
    }

    private static string Folder(Invocation invocation) => Path.Combine(invocation.Workspace.DataDirectory, "references");
}
