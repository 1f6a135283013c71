using System.Runtime.InteropServices;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Corpus.References.Building;

/// <summary>Writes a reference collection, which appears under its name once it is complete.</summary>
internal sealed class ReferenceWriter : IDisposable
{
    // Beyond this number equal texts are stored twice; nothing else changes.
    private const int MaxSeen = 8_000_000;

    private readonly string _target;
    private readonly string _folder;
    private readonly FileStream _entries;
    private readonly FileStream _words;
    private readonly KeyTableWriter _equal;
    private readonly KeyTableWriter _bands;
    private readonly KeyTableWriter _prints;
    private readonly Dictionary<string, int> _models = new(StringComparer.Ordinal);
    private readonly HashSet<UInt128> _seen = [];
    private (long Entries, long Words, long Repeated) _counts;
    private bool _isComplete;

    public ReferenceWriter(string folder)
    {
        _target = folder;
        _folder = $"{folder}.{Environment.ProcessId}.part";
        PrivateFiles.CreateDirectory(_folder);
        _entries = new FileStream(Path.Combine(_folder, ReferenceStore.EntriesFile), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _words = new FileStream(Path.Combine(_folder, ReferenceStore.WordsFile), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _equal = new KeyTableWriter(Path.Combine(_folder, ReferenceStore.EqualFile));
        _bands = new KeyTableWriter(Path.Combine(_folder, ReferenceStore.BandsFile));
        _prints = new KeyTableWriter(Path.Combine(_folder, ReferenceStore.PrintsFile));
    }

    /// <summary>Adds a text unless an equal one was added before.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keys">The keys by which it is found.</param>
    /// <param name="entry">Its provenance. Words and digest are filled in here.</param>
    /// <param name="model">The model that it names.</param>
    public void Add(ReadOnlySpan<byte> text, TextKeys keys, ReferenceEntry entry, string? model)
    {
        if (keys.Words.Count == 0)
        {
            return;
        }

        if (_seen.Count < MaxSeen && !_seen.Add(keys.Hash))
        {
            _counts.Repeated++;
            return;
        }

        var number = checked((uint)_counts.Entries);
        var words = keys.Printed.Words;
        var whole = entry with
        {
            WordsAt = _counts.Words,
            Words = words.Length,
            Model = model is null ? -1 : Model(model),
            Digest = Digest.Of(TextKeys.Trimmed(text)),
        };
        _entries.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ReferenceEntry>(in whole)));
        _words.Write(MemoryMarshal.AsBytes(words));
        _counts = (_counts.Entries + 1, _counts.Words + words.Length, _counts.Repeated);
        _equal.Add(keys.Key, number);
        foreach (var key in keys.Bands)
        {
            _bands.Add(key, number);
        }

        foreach (var (key, _) in keys.Printed.Prints)
        {
            _prints.Add(key, number);
        }
    }

    /// <summary>Completes the collection and moves it to its folder.</summary>
    public void Complete(string name, Digest source, IReadOnlyList<string> files, long rows, CancellationToken cancellation)
    {
        _entries.Dispose();
        _words.Dispose();
        _equal.Complete(cancellation);
        _bands.Complete(cancellation);
        _prints.Complete(cancellation);
        DisposeTables();
        string[] models = [.. _models.OrderBy(m => m.Value).Select(m => m.Key)];
        var (entries, words, repeated) = _counts;
        var manifest = new ReferenceManifest(ReferenceManifest.Current, name, source, files, models, rows, entries, words, repeated);
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, ReferenceJson.Default.ReferenceManifest);
        File.WriteAllBytes(Path.Combine(_folder, ReferenceStore.ManifestFile), json);
        _isComplete = true;
        if (ReferenceStore.IsOlder(_target))
        {
            Directory.Delete(_target, recursive: true);
        }

        try
        {
            Directory.Move(_folder, _target);
        }
        catch (IOException) when (Directory.Exists(_target))
        {
            // Another process built the same collection.
            Directory.Delete(_folder, recursive: true);
        }
    }

    public void Dispose()
    {
        _entries.Dispose();
        _words.Dispose();
        DisposeTables();
        if (!_isComplete)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void DisposeTables()
    {
        _equal.Dispose();
        _bands.Dispose();
        _prints.Dispose();
    }

    private int Model(string name)
    {
        if (!_models.TryGetValue(name, out var number))
        {
            _models.Add(name, number = _models.Count);
        }

        return number;
    }
}
