using System.Security.Cryptography;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Workspace.Sets;

/// <summary>Writes the rows of a set, and beside them where each came from, the tree over them, and the sums. Rows come in order. Not thread-safe.</summary>
internal sealed class SetWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _extension;
    private readonly SortedDictionary<string, Output> _outputs = new(StringComparer.Ordinal);
    private readonly FileStream _lines;
    private readonly SetBuffer _line = new(1 << 10);
    private readonly SetLineWriter _liner;
    private readonly SetTree _tree = new();
    private long _placed;
    private long _at;

    /// <summary>Begins a set in a folder that is there and empty.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="key">The key of the salts.</param>
    /// <param name="extension">How the names of files with rows end: <see cref="SetPart.LinesExtension"/> or <see cref="SetPart.ParquetExtension"/>.</param>
    public SetWriter(string folder, byte[] key, string extension)
    {
        (_folder, _extension, _liner) = (folder, extension, new SetLineWriter(key));
        _lines = Open(SetFiles.Rows);
    }

    /// <summary>Rows by model, terms and origin.</summary>
    public SetSums Sums { get; } = new();

    /// <summary>The root of the tree so far.</summary>
    public Digest Root => new(_tree.Root());

    /// <summary>Gives a row its place in the set, and counts it. Rows are added in the order of their places.</summary>
    /// <param name="row">The row.</param>
    /// <param name="lineage">What was found about what it came from.</param>
    /// <param name="part">The part it belongs to.</param>
    public SetPlace Place(SetRow row, RuledLineage lineage, string part)
    {
        if (!_outputs.TryGetValue(part, out var output))
        {
            _outputs.Add(part, output = new Output(part + _extension, Open(part + SetPart.LinesExtension)));
        }

        Sums.Add(row.Origin, lineage.Models, lineage.Terms);
        return new SetPlace(output.Name, ++output.Rows, _placed++, output.Stream);
    }

    /// <summary>Writes a row and the line beside it.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="written">The row.</param>
    /// <param name="line">The line beside it.</param>
    /// <param name="hash">The line's hash in the tree.</param>
    public void Add(SetPlace place, ReadOnlySpan<byte> written, ReadOnlySpan<byte> line, ReadOnlySpan<byte> hash)
    {
        if (place.Index != _tree.Size)
        {
            throw new InvalidOperationException($"Row {place.Index} of a set was written in place {_tree.Size}.");
        }

        place.Stream.Write(written);
        place.Stream.WriteByte((byte)'\n');
        _tree.Append(hash, _at);
        _lines.Write(line);
        _lines.WriteByte((byte)'\n');
        _at += line.Length + 1;
    }

    /// <summary>Writes a row whose line is known.</summary>
    public void Add(SetRow row, RuledLineage lineage, string part, string question, ReadOnlySpan<byte> written)
    {
        var place = Place(row, lineage, part);
        _line.Cut(0);
        Span<byte> hash = stackalloc byte[Digest.Length];
        _liner.Write(place.Line(row, lineage, question, Digest.Of(written)), place.Index, _line, hash);
        Add(place, written, _line.From(0), hash);
    }

    /// <summary>Ends the files of the rows; how many rows each has, by part.</summary>
    public IReadOnlyDictionary<string, long> Complete()
    {
        Dispose();
        using (var tree = Open(SetFiles.Tree))
        {
            _tree.Write(tree);
        }

        if (_extension == SetPart.ParquetExtension)
        {
            SetPart.Pack([.. _outputs.Keys.Select(p => Path.Combine(_folder, p + SetPart.LinesExtension))]);
        }

        return _outputs.ToDictionary(o => o.Key, o => o.Value.Rows, StringComparer.Ordinal);
    }

    /// <summary>The files of a folder as a manifest lists them, by name.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="rows">How many rows each part has.</param>
    public static IReadOnlyList<SetFile> Listed(string folder, IReadOnlyDictionary<string, long> rows) =>
    [
        .. Directory.EnumerateFiles(folder).Select(p => Path.GetFileName(p)!).Where(n => !SetFiles.Unlisted.Contains(n, StringComparer.Ordinal))
            .Order(StringComparer.Ordinal).ToArray().AsParallel().AsOrdered().Select(n => Listed(folder, n, rows)),
    ];

    private static SetFile Listed(string folder, string name, IReadOnlyDictionary<string, long> rows)
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        var isPart = Path.GetExtension(name) is SetPart.LinesExtension or SetPart.ParquetExtension;
        var hasRows = rows.TryGetValue(Path.GetFileNameWithoutExtension(name), out var count) && isPart;
        return new SetFile(name, file.Length, new Digest(SHA256.HashData(file)), hasRows ? count : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var output in _outputs.Values)
        {
            output.Stream.Dispose();
        }

        _lines.Dispose();
        _liner.Dispose();
    }

    private FileStream Open(string name) => new(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 18);

    private sealed class Output(string name, FileStream stream)
    {
        public string Name => name;

        public FileStream Stream => stream;

        public long Rows { get; set; }
    }
}
