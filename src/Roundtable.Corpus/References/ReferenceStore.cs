using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Roundtable.Corpus.Storage;
using Roundtable.Record.Files;

namespace Roundtable.Corpus.References;

/// <summary>
/// A reference collection on disk: texts of known origin. They are stored as words (32 bits of each word's hash), with tables that find equal
/// texts, near-duplicates, and texts with common passages. Files are memory-mapped.
/// </summary>
public sealed unsafe class ReferenceStore : IDisposable
{
    internal const string ManifestFile = "references.json";
    internal const string EntriesFile = "entries";
    internal const string WordsFile = "words";
    internal const string EqualFile = "equal.keys";
    internal const string BandsFile = "bands.keys";
    internal const string PrintsFile = "prints.keys";

    private readonly MemoryMappedFile? _entriesFile;
    private readonly MemoryMappedFile? _wordsFile;
    private readonly List<IDisposable> _opened = [];
    private readonly ReferenceEntry* _entries;
    private readonly uint* _words;

    private ReferenceStore(string folder, ReferenceManifest manifest)
    {
        Manifest = manifest;
        if (manifest.Entries > 0)
        {
            _entriesFile = Open(folder, EntriesFile, manifest.Entries * Unsafe.SizeOf<ReferenceEntry>());
            _wordsFile = Open(folder, WordsFile, manifest.Words * sizeof(uint));
            _entries = (ReferenceEntry*)Pointer(_entriesFile);
            _words = (uint*)Pointer(_wordsFile);
        }

        Equal = Table(folder, EqualFile);
        Bands = Table(folder, BandsFile);
        Prints = Table(folder, PrintsFile);
    }

    /// <summary>Its description.</summary>
    public ReferenceManifest Manifest { get; }

    internal KeyTable Equal { get; }

    internal KeyTable Bands { get; }

    internal KeyTable Prints { get; }

    /// <summary>Opens a collection; null where there is none, or one of an older version, which is to be built again.</summary>
    /// <exception cref="NewerFormatException">A newer version of the program wrote it.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ReferenceStore? TryOpen(string folder)
    {
        var path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path))
        {
            return null;
        }

        FormatVersion.Check(path, ReferenceManifest.Current);
        if (FormatVersion.IsOlder(path, ReferenceManifest.Current))
        {
            return null;
        }

        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ReferenceJson.Default.ReferenceManifest);
            return manifest is { Format: ReferenceManifest.Current }
                ? new ReferenceStore(folder, manifest)
                : throw new InvalidDataException($"'{path}' is damaged. Remove its folder; it is then rebuilt.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged. Remove its folder; it is then rebuilt.", e);
        }
    }

    /// <summary>Whether a collection is of an older version, which is replaced when it is built again.</summary>
    internal static bool IsOlder(string folder) =>
        Path.Combine(folder, ManifestFile) is var path && File.Exists(path) && FormatVersion.IsOlder(path, ReferenceManifest.Current);

    /// <summary>Whether a newer version of the program wrote a collection, which this one must then neither read nor remove.</summary>
    public static bool IsNewer(string folder)
    {
        try
        {
            var path = Path.Combine(folder, ManifestFile);
            if (File.Exists(path))
            {
                FormatVersion.Check(path, ReferenceManifest.Current);
            }

            return false;
        }
        catch (NewerFormatException)
        {
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>An entry.</summary>
    internal ref readonly ReferenceEntry Entry(uint number) => ref _entries[number];

    /// <summary>The words of an entry.</summary>
    internal ReadOnlySpan<uint> Words(in ReferenceEntry entry) => new(_words + entry.WordsAt, entry.Words);

    /// <summary>The words of all entries, concatenated, from an index on.</summary>
    internal ReadOnlySpan<uint> Words(long from, int max) => new(_words + from, (int)Math.Min(max, Manifest.Words - from));

    /// <summary>The entry that contains a word.</summary>
    internal uint EntryAt(long word)
    {
        var (low, high) = (0L, Manifest.Entries - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_entries[middle].WordsAt <= word)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return (uint)low;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _opened.ForEach(o => o.Dispose());
        _entriesFile?.Dispose();
        _wordsFile?.Dispose();
    }

    private static MemoryMappedFile Open(string folder, string name, long length)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) && new FileInfo(path).Length == length
            ? MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read)
            : throw new InvalidDataException($"'{path}' is damaged. Remove its folder; it is then rebuilt.");
    }

    private byte* Pointer(MemoryMappedFile file)
    {
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _opened.Add(view);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return start;
    }

    private KeyTable Table(string folder, string name)
    {
        var table = new KeyTable(Path.Combine(folder, name));
        _opened.Add(table);
        return table;
    }
}
