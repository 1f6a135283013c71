using System.Security.Cryptography;
using System.Text.Json;
using Roundtable.Corpus.Storage;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Labels;

/// <summary>The file of a run's labels: a line of canonical JSON for each item, in the order of the items.</summary>
public static class LabelRowFile
{
    /// <summary>Writes labels; the file is there as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The labels, in order.</param>
    /// <returns>SHA-256 of the file.</returns>
    public static Digest Write(string path, IEnumerable<LabelRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        WorkFile.Write(path, file =>
        {
            using var buffered = new BufferedStream(file, 1 << 16);
            foreach (var row in rows)
            {
                byte[] line = [.. CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(row, LabelRowJson.Default.LabelRow)), (byte)'\n'];
                buffered.Write(line);
                hash.AppendData(line);
            }

            buffered.Flush();
        });
        return new Digest(hash.GetHashAndReset());
    }

    /// <summary>Reads labels.</summary>
    /// <exception cref="WorkspaceException">When the file is missing or damaged.</exception>
    public static IEnumerable<LabelRow> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There are no labels in {Neutralise.Line(path)}: finish the run first.");
        }

        var number = 0L;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            yield return Parse(line, path, number);
        }
    }

    private static LabelRow Parse(string line, string path, long number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LabelRowJson.Default.LabelRow) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} is damaged at line {number}.", e);
        }
    }
}
