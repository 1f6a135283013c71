using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Workspace.Sets;

/// <summary>Writes the rows of a set, and beside them where each came from, the tree over them, and the sums.</summary>
internal sealed class SetWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _extension;
    private readonly SetFormatter? _formatter;
    private readonly SetSalts _salts;
    private readonly SortedDictionary<string, Output> _outputs = new(StringComparer.Ordinal);
    private readonly FileStream _lines;
    private readonly ArrayBufferWriter<byte> _row = new(1 << 12);
    private readonly ArrayBufferWriter<byte> _line = new(1 << 10);
    private readonly Utf8JsonWriter _json;
    private readonly SetTree _tree = new();
    private long _at;

    /// <summary>Begins a set in a folder that is there and empty.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="formatter">Writes the rows; null where lines are copied.</param>
    /// <param name="key">The key of the salts.</param>
    /// <param name="extension">How the names of files with rows end: <see cref="SetPart.LinesExtension"/> or <see cref="SetPart.ParquetExtension"/>.</param>
    public SetWriter(string folder, SetFormatter? formatter, byte[] key, string extension)
    {
        (_folder, _formatter, _salts, _extension) = (folder, formatter, new SetSalts(key), extension);
        _lines = Open(SetFiles.Rows);
        _json = new Utf8JsonWriter(_row, SetPart.Json);
    }

    /// <summary>Rows by model, terms and origin.</summary>
    public SetSums Sums { get; } = new();

    /// <summary>The root of the tree so far.</summary>
    public Digest Root => new(_tree.Root());

    /// <summary>Writes a row, unless the format cannot express it.</summary>
    /// <returns>Whether it was written.</returns>
    public bool Add(SetRow row, SetContent content, RuledLineage lineage, string part, string question)
    {
        _row.ResetWrittenCount();
        _json.Reset();
        if (_formatter?.TryWrite(content, _json) != true)
        {
            return false;
        }

        _json.Flush();
        Add(row, lineage, part, question, _row.WrittenSpan);
        return true;
    }

    /// <summary>Writes a row whose line is known.</summary>
    public void Add(SetRow row, RuledLineage lineage, string part, string question, ReadOnlySpan<byte> written)
    {
        if (!_outputs.TryGetValue(part, out var output))
        {
            _outputs.Add(part, output = new Output(part + _extension, Open(part + SetPart.LinesExtension)));
        }

        output.Stream.Write(written);
        output.Stream.WriteByte((byte)'\n');
        _line.ResetWrittenCount();
        new SetRowLine(
            output.Name,
            ++output.Rows,
            Digest.Of(written),
            row.Id,
            question,
            row.Origin,
            lineage.Models,
            lineage.Terms,
            row.Sources,
            row.Confidence).Write(_line);
        Span<byte> hash = stackalloc byte[Digest.Length];
        SetSalts.Hash(_salts[_tree.Size], _line.WrittenSpan, hash);
        _tree.Append(hash, _at);
        _lines.Write(_line.WrittenSpan);
        _lines.WriteByte((byte)'\n');
        _at += _line.WrittenCount + 1;
        Sums.Add(row.Origin, lineage.Models, lineage.Terms);
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
            .Order(StringComparer.Ordinal).Select(n => Listed(folder, n, rows)),
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
        _json.Dispose();
    }

    private FileStream Open(string name) => new(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 18);

    private sealed class Output(string name, FileStream stream)
    {
        public string Name => name;

        public FileStream Stream => stream;

        public long Rows { get; set; }
    }
}
