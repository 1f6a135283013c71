using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Proofs;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets;

/// <summary>A training set whose folder is known here, as it is read for people and programs. Reading it proves nothing: <c>set verify</c> does.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Manifest">What it is.</param>
/// <param name="Leaf">The leaf of its manifest, which names it.</param>
/// <param name="Time">When it was put on the record.</param>
public sealed record StoredSet(string Folder, SetManifest Manifest, long Leaf, DateTimeOffset Time)
{
    private static readonly ReadFiles<StoredSet> _read = new(TimeProvider.System);

    /// <summary>The sets that are still where they were made, the newest first.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <exception cref="Record.Files.NewerFormatException">When a newer program wrote the list.</exception>
    public static IReadOnlyList<StoredSet> All(string dataDirectory) =>
        [.. KnownSets.Of(dataDirectory).Read().Select(TryOpen).OfType<StoredSet>()
            .OrderByDescending(s => s.Leaf).ThenBy(s => s.Folder, StringComparer.Ordinal)];

    /// <summary>A set by the leaf of its manifest.</summary>
    /// <exception cref="WorkspaceException">When no known folder holds it.</exception>
    public static StoredSet Find(string dataDirectory, long leaf) => All(dataDirectory).FirstOrDefault(s => s.Leaf == leaf)
        ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            string.Create(CultureInfo.InvariantCulture, $"There is no training set of leaf {leaf} where it was made: its folder may have been moved."));

    /// <summary>Reads the manifest of a folder; null where it is damaged.</summary>
    public static StoredSet? TryOpen(string folder)
    {
        try
        {
            var (written, proved) = (Path.Combine(folder, SetFiles.Manifest), Path.Combine(folder, SetFiles.Proof));
            return _read.Read(folder, [written, proved], () =>
            {
                var manifest = SetManifest.Read(File.ReadAllBytes(written));
                var proof = LeafProof.Parse(File.ReadAllBytes(proved));
                return new StoredSet(folder, manifest, proof.Proof.Index, proof.Verify([]).Leaf.Time);
            });
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where rows came from, in their order.</summary>
    /// <param name="from">The number of rows to leave out at the beginning.</param>
    /// <exception cref="WorkspaceException">When the folder is damaged.</exception>
    public IEnumerable<SetRowLine> Lines(long from)
    {
        for (var index = from; index < Manifest.Rows; index++)
        {
            yield return Line(index);
        }
    }

    /// <summary>Where a row came from.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <exception cref="WorkspaceException">When there is no such row, or the folder is damaged.</exception>
    public SetRowLine Line(long index) => Read(() => SetRowLine.Read(RowProof.Make(Folder, index).Line));

    /// <summary>A row's text, as a line of JSON: the file is read up to it.</summary>
    /// <exception cref="WorkspaceException">When the folder is damaged, or the row is not the one that its line names.</exception>
    public string Text(SetRowLine line) => Read(() =>
    {
        var number = 0L;
        foreach (var row in SetPart.Read(Path.Combine(Folder, Path.GetFileName(line.File))))
        {
            if (++number == line.Row)
            {
                return Record.Entries.Digest.Of(row.Span) == line.Digest
                    ? System.Text.Encoding.UTF8.GetString(row.Span)
                    : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"row {line.Row} of {line.File} is not the one it names"));
            }
        }

        throw new FormatException($"{line.File} is cut");
    });

    /// <summary>The first line or row of a file, as JSON; null where it has none.</summary>
    /// <param name="name">The file's name, one that the manifest lists.</param>
    /// <exception cref="WorkspaceException">When the folder is damaged.</exception>
    public string? FirstRow(string name) => Read(() =>
        SetPart.Read(Path.Combine(Folder, name)).Select(r => System.Text.Encoding.UTF8.GetString(r.Span)).FirstOrDefault());

    /// <summary>A text file of the folder, such as the card.</summary>
    /// <param name="name">Its name, one that the manifest lists.</param>
    /// <exception cref="WorkspaceException">When it is not there.</exception>
    public string Document(string name) => Read(() => File.ReadAllText(Path.Combine(Folder, name)));

    /// <summary>As JSON: the manifest with the leaf that holds it.</summary>
    public JsonObject Json()
    {
        var json = JsonNode.Parse(Manifest.Write())!.AsObject();
        json["leaf"] = Leaf;
        json["time"] = Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return json;
    }

    /// <summary>As JSON, what a list shows of it.</summary>
    public JsonObject Row() => new()
    {
        ["leaf"] = Leaf,
        ["name"] = Manifest.Name,
        ["rows"] = Manifest.Rows,
        ["rowFormat"] = Manifest.Format,
        ["source"] = Manifest.Source,
        ["use"] = Kebab.Name(Manifest.Use),
        ["outcome"] = Kebab.Name(Manifest.Outcome),
        ["time"] = Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>A row as JSON: its text, where it came from, and the proof that it is in the set.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <exception cref="WorkspaceException">When there is no such row, or the folder is damaged.</exception>
    public JsonObject Row(long index)
    {
        var proof = Read(() => RowProof.Make(Folder, index));
        var line = Read(() => SetRowLine.Read(proof.Line));
        return new JsonObject
        {
            ["index"] = index,
            ["row"] = Read(() => JsonNode.Parse(Text(line))),
            ["came"] = JsonNode.Parse(proof.Line),
            ["proof"] = proof.Json(),
            ["holds"] = proof.Holds(Manifest.Root),
            ["root"] = Manifest.Root.ToString(),
            ["leaf"] = Leaf,
        };
    }

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"The folder of {Neutralise.Line(Manifest.Name)} is damaged: {Neutralise.Line(e.Message.TrimEnd('.'))}.", e);
        }
    }
}
