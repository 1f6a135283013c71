using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.Parquet;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>
/// Files with the rows of a set: JSON Lines, or Parquet. A row is the same line of JSON in both, which is what its digest is of: of Parquet the columns in
/// their order with everything that is absent as null, without white space, and with no more escapes than JSON needs.
/// </summary>
internal static class SetPart
{
    /// <summary>How names of files in JSON Lines end.</summary>
    public const string LinesExtension = ".jsonl";

    /// <summary>How names of Parquet files end.</summary>
    public const string ParquetExtension = ".parquet";

    /// <summary>How the JSON of rows is written.</summary>
    public static JsonWriterOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows of a file as lines; each is valid until the next one.</summary>
    /// <exception cref="FormatException">When the file is cut.</exception>
    /// <exception cref="InvalidDataException">When a Parquet file is damaged.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(string path) =>
        path.EndsWith(ParquetExtension, StringComparison.Ordinal) ? Unpacked(path) : SetLines.Read(path);

    /// <summary>Writes files in JSON Lines anew as Parquet files with one schema, and removes them.</summary>
    /// <param name="paths">The files.</param>
    public static void Pack(IReadOnlyCollection<string> paths)
    {
        var schema = new NestedSchema();
        foreach (var line in paths.SelectMany(SetLines.Read))
        {
            schema.Add(JsonElement.Parse(line.Span));
        }

        foreach (var path in paths)
        {
            using (var output = new FileStream(Path.ChangeExtension(path, ParquetExtension), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 18))
            {
                var table = new NestedTableWriter(output, schema);
                foreach (var line in SetLines.Read(path))
                {
                    table.Add(JsonElement.Parse(line.Span));
                }

                table.End();
            }

            File.Delete(path);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Unpacked(string path)
    {
        var name = Path.GetFileName(path);
        var file = new CorpusFile(name, path, FileFormat.Parquet, Packing.None, new FileInfo(path).Length);
        var buffer = new ArrayBufferWriter<byte>(1 << 12);
        using var json = new Utf8JsonWriter(buffer, Json);
        foreach (var line in SetLines.Read(file.Open(), name))
        {
            buffer.ResetWrittenCount();
            json.Reset();
            JsonElement.Parse(line.Span).WriteTo(json);
            json.Flush();
            yield return buffer.WrittenMemory;
        }
    }
}
