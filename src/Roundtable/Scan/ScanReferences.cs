using System.CommandLine;
using System.Globalization;
using Roundtable.CommandLine;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.References;
using Roundtable.Corpus.Scanning;
using Roundtable.Lineage;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terminal;

namespace Roundtable.Scan;

/// <summary>The reference collections that rows are held against: the log's answers and what <c>--against</c> names. Each is made once and kept in the data directory.</summary>
internal sealed class ScanReferences : IDisposable
{
    private static readonly Option<string[]> _against = new("--against")
    {
        Description = "Also hold rows against the files of this folder: PATH, or PATH=human, PATH=synthetic:MODEL where you know what it is, or PATH=benchmark for test questions. Can be given more than once.",
        HelpName = "PATH",
    };

    private static readonly Option<bool> _noRecords = new("--no-records") { Description = "Do not hold rows against the answers on the record." };

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
    /// <exception cref="UserError">When a path does not exist or nothing in it can be read.</exception>
    public static async Task<ScanReferences> OpenAsync(Invocation invocation, RegistryAccess access, CancellationToken cancellation)
    {
        var references = new ScanReferences();
        try
        {
            using var line = ProgressLine.Open(invocation);
            if (!invocation.Parse.GetValue(_noRecords) && access.Log is { } log && RecordedAnswers.LastChange(log) is { } last)
            {
                references._stores.Add(await Task.Run(() => OfLog(invocation, log, last, cancellation), cancellation).ConfigureAwait(false));
            }

            foreach (var path in invocation.Parse.GetValue(_against) ?? [])
            {
                references.AddOnce(await Task.Run(() => OfFiles(invocation, access, path, line, cancellation), cancellation).ConfigureAwait(false));
            }

            return references;
        }
        catch (InvalidDataException e)
        {
            references.Dispose();
            throw new UserError(ExitCode.BadData, Neutralise.Line(e.Message), e);
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
        var references = await OpenAsync(invocation, access, cancellation).ConfigureAwait(false);
        using var line = ProgressLine.Open(invocation);
        foreach (var folder in KnownScans.Read(invocation.DataDirectory))
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
                await Task.Run(() => ReferenceBuilding.FromFiles(store, folder, plan, line, cancellation), cancellation).ConfigureAwait(false);
                references._stores.Add(ReferenceStore.TryOpen(store)!);
            }
            else
            {
                await invocation.Error.WriteLineAsync($"The files of {Neutralise.Line(folder)} changed since they were scanned; scan them again to trace to them.").ConfigureAwait(false);
            }
        }

        return references;
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
            throw new UserError(ExitCode.Usage, $"--against: '{Neutralise.Line(name)}' is given twice and said to be different things. Give it once.");
        }
    }

    private static ReferenceStore OfLog(Invocation invocation, LogStore log, Digest last, CancellationToken cancellation) => Open(
        invocation,
        last,
        folder =>
        {
            // Earlier ones lack answers, or hold what was erased since.
            foreach (var old in Directory.EnumerateDirectories(Folder(invocation), "record-*"))
            {
                Directory.Delete(old, recursive: true);
            }

            ReferenceBuilding.FromLog(folder, last, RecordedAnswers.Read(log), cancellation);
        },
        "record-");

    private static ReferenceStore OfFiles(Invocation invocation, RegistryAccess access, string text, ProgressLine? line, CancellationToken cancellation)
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
            throw new UserError(ExitCode.NotFound, $"--against: there is no file or folder '{Neutralise.Line(path)}'.", e);
        }

        List<string> declared = what is null or "benchmark" ? [] : [.. listing.Files.Select(f => $"{f.Name}={what}")];
        var plan = ScanPlan.Make(listing, new ScanSettings { Duplicates = false, Names = ScanDeclarations.Names(access.Registry), Declared = ScanDeclarations.Of(invocation, listing, declared) }, cancellation);
        if (plan.Files.Count == 0)
        {
            throw new UserError(ExitCode.NotFound, $"--against: nothing in '{Neutralise.Line(path)}' can be read.");
        }

        var name = what == "benchmark" ? $"the benchmark {path.TrimEnd('/')}" : path.TrimEnd('/');
        return Open(invocation, plan.Fingerprint(), folder => ReferenceBuilding.FromFiles(folder, name, plan, line, cancellation), what == "benchmark" ? "benchmark-" : "files-");
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
        return ReferenceStore.TryOpen(folder) ?? throw new UserError(ExitCode.Internal, string.Create(CultureInfo.InvariantCulture, $"{folder} could not be made."));
    }

    private static string Folder(Invocation invocation) => Path.Combine(invocation.DataDirectory, "references");
}
