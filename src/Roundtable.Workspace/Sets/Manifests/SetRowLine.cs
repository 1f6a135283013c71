using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
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
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line, without a line break.</summary>
    public void Write(ArrayBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, _options);
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
            Write(json, source);
        }

        json.WriteEndArray();
        if (Confidence is { } confidence)
        {
            json.WriteNumber("confidence"u8, confidence);
        }

        json.WriteEndObject();
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
                [.. root.GetProperty("from"u8).EnumerateArray().Select(Source)],
                root.TryGetProperty("confidence"u8, out var confidence) ? confidence.GetDouble() : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new FormatException("it is not a row's line", e);
        }
    }

    /// <summary>Most sources are answers of the log, whose ids say it all; others are objects.</summary>
    private static void Write(Utf8JsonWriter json, LineageEdge source)
    {
        if (source is { Kind: EdgeKind.MadeWith, Declared: false, On: null, OnIsUnreadable: false, Through: null, Uses.Count: 0 })
        {
            json.WriteStringValue(source.From);
            return;
        }

        json.WriteStartObject();
        json.WriteString("id"u8, source.From);
        json.WriteString("kind"u8, Kebab.Name(source.Kind));
        json.WriteBoolean("declared"u8, source.Declared);
        if (source.On is { } on)
        {
            json.WriteString("on"u8, on.ToString("O", CultureInfo.InvariantCulture));
        }

        if (source.OnIsUnreadable)
        {
            json.WriteBoolean("unreadable"u8, true);
        }

        if (source.Through is { } through)
        {
            json.WriteString("through"u8, through.ToString());
        }

        if (source.Uses.Count > 0)
        {
            Texts(json, "uses"u8, [.. source.Uses.Select(u => Kebab.Name(u))]);
        }

        json.WriteEndObject();
    }

    private static LineageEdge Source(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return new LineageEdge(EdgeKind.MadeWith, json.GetString()!, false);
        }

        return new LineageEdge(
            Parsed<EdgeKind>(json.GetProperty("kind"u8)),
            json.GetProperty("id"u8).GetString()!,
            json.GetProperty("declared"u8).GetBoolean(),
            json.TryGetProperty("on"u8, out var on) ? DateOnly.ParseExact(on.GetString()!, "O", CultureInfo.InvariantCulture) : null)
        {
            OnIsUnreadable = json.TryGetProperty("unreadable"u8, out _),
            Through = !json.TryGetProperty("through"u8, out var through) ? null
                : SourceRoute.TryParse(through.GetString()!) ?? throw new FormatException("unknown route"),
            Uses = json.TryGetProperty("uses"u8, out var uses) ? [.. uses.EnumerateArray().Select(Parsed<Use>)] : [],
        };
    }

    private static T Parsed<T>(JsonElement json)
        where T : struct, Enum =>
        Kebab.TryParse<T>(json.GetString()!, out var value) ? value : throw new FormatException($"unknown {typeof(T).Name}");

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
