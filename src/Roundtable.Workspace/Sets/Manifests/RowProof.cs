using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>
/// A proof that one row is in a set, which shows nothing of the others: its line, its salt, and the hashes on the way to the root that the manifest names.
/// </summary>
/// <param name="Index">Its index in the set, from 0.</param>
/// <param name="Size">The number of rows of the set.</param>
/// <param name="Line">Its line.</param>
/// <param name="Salt">Its salt.</param>
/// <param name="Hashes">The hashes, nearest to the row first.</param>
public sealed record RowProof(long Index, long Size, byte[] Line, Digest Salt, IReadOnlyList<byte[]> Hashes)
{
    private const string Format = "roundtable-set-row/1";

    // A line names at most some hundred sources.
    private const int Buffered = 1 << 13;

    /// <summary>Makes the proof of a row of a folder; it reads a few hashes and the row's line, however large the set is.</summary>
    /// <param name="folder">The folder of the set.</param>
    /// <param name="index">The row's index, from 0: its line in <see cref="SetFiles.Rows"/> less one.</param>
    /// <exception cref="WorkspaceException">When there is no such row, or the folder is damaged.</exception>
    public static RowProof Make(string folder, long index)
    {
        try
        {
            var (offset, hashes, size) = SetTree.Prove(Path.Combine(folder, SetFiles.Tree), index);
            return new RowProof(index, size, LineAt(Path.Combine(folder, SetFiles.Rows), offset), new SetSalts(SetVerifier.Key(folder))[index], hashes);
        }
        catch (Exception e) when (e is FormatException or FileNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Record.Wording.Neutralise.Line(folder)}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Whether the row is in the set with this root.</summary>
    public bool Holds(Digest root)
    {
        Span<byte> hash = stackalloc byte[Digest.Length];
        SetSalts.Hash(Salt, Line, hash);
        return InclusionProof.Verify(hash, Index, Size, Hashes, root.ToArray());
    }

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["format"] = Format,
        ["index"] = Index,
        ["size"] = Size,
        ["line"] = Encoding.UTF8.GetString(Line),
        ["salt"] = Salt.ToString(),
        ["hashes"] = new JsonArray([.. Hashes.Select(h => (JsonNode)Convert.ToHexStringLower(h))]),
    };

    /// <summary>Reads a proof.</summary>
    /// <exception cref="FormatException">When it is none.</exception>
    public static RowProof Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            return (string?)json["format"] == Format
                ? new RowProof(
                    (long)json["index"]!,
                    (long)json["size"]!,
                    Encoding.UTF8.GetBytes((string)json["line"]!),
                    Digest.Parse((string)json["salt"]!),
                    [.. json["hashes"]!.AsArray().Select(h => Convert.FromHexString((string)h!))])
                : throw new FormatException("it is no proof of a row");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException("it is no proof of a row", e);
        }
    }

    private static byte[] LineAt(string path, long offset)
    {
        using var file = File.OpenHandle(path);
        List<byte> line = [];
        var buffer = new byte[Buffered];
        while (RandomAccess.Read(file, buffer, offset + line.Count) is > 0 and var read)
        {
            var end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            line.AddRange(buffer.AsSpan(0, end < 0 ? read : end));
            if (end >= 0)
            {
                return [.. line];
            }
        }

        throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{SetFiles.Rows} has no line at byte {offset}"));
    }
}
