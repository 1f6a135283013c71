using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Workspace.Lineage;
using Origin = Roundtable.Corpus.Origins.Origin;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>What stands beside a row of a set: where it came from. One line of <see cref="SetFiles.Rows"/>.</summary>
/// <param name="File">The file of the row.</param>
/// <param name="Row">Its line in the file, from 1.</param>
/// <param name="Digest">SHA-256 of the row's line without the line break.</param>
/// <param name="Id">Where it was found.</param>
/// <param name="Question">The first 16 bytes of SHA-256 of what was asked, in hexadecimal: rows with the same one are on one side of a split.</param>
/// <param name="Origin">Who wrote what it teaches.</param>
/// <param name="Models">The models whose words it is.</param>
/// <param name="Terms">The documents that its ruling rests on.</param>
/// <param name="Sources">What it came from.</param>
/// <param name="Confidence">How sure its label is; null where it has none.</param>
public sealed record SetRowLine(
    string File,
    long Row,
    Digest Digest,
    string Id,
    string Question,
    Origin Origin,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Terms,
    IReadOnlyList<LineageEdge> Sources,
    double? Confidence)
{
    /// <summary>Writes the line, without a line break.</summary>
    /// <param name="json">Where to; it has the options of <see cref="SetPart.Json"/>.</param>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file"u8, File);
        json.WriteNumber("row"u8, Row);
        json.WriteString("digest"u8, Digest.ToString());
        json.WriteString("id"u8, Id);
        json.WriteString("question"u8, Question);
        json.WriteString("origin"u8, Kebab.Name(Origin));
        Texts(json, "models"u8, Models);
        Texts(json, "terms"u8, Terms);
        json.WriteStartArray("from"u8);
        foreach (var source in Sources)
        {
            EdgeJson.Write(json, source);
        }

        json.WriteEndArray();
        if (Confidence is { } confidence)
        {
            json.WriteNumber("confidence"u8, confidence);
        }

        json.WriteEndObject();
    }

    /// <summary>As JSON.</summary>
    public JsonNode Json()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, SetPart.Json))
        {
            Write(json);
        }

        return JsonNode.Parse(output.WrittenSpan)!;
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">When it is not one.</exception>
    public static SetRowLine Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var root = JsonElement.Parse(line);
            return new SetRowLine(
                root.GetProperty("file"u8).GetString()!,
                root.GetProperty("row"u8).GetInt64(),
                Digest.Parse(root.GetProperty("digest"u8).GetString()!),
                root.GetProperty("id"u8).GetString()!,
                root.GetProperty("question"u8).GetString()!,
                Kebab.TryParse<Origin>(root.GetProperty("origin"u8).GetString()!, out var origin) ? origin : throw new FormatException("unknown origin"),
                [.. root.GetProperty("models"u8).EnumerateArray().Select(m => m.GetString()!)],
                [.. root.GetProperty("terms"u8).EnumerateArray().Select(t => t.GetString()!)],
                [.. root.GetProperty("from"u8).EnumerateArray().Select(EdgeJson.Read)],
                root.TryGetProperty("confidence"u8, out var confidence) ? confidence.GetDouble() : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new FormatException("it is not a row's line", e);
        }
    }

    private static void Texts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
