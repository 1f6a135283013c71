using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Workspace.Lineage;

/// <summary>
/// Edges to what something came from, as JSON. Most lead to answers of the log, whose ids say it all and are texts; others are objects. docs/formats/set.md.
/// </summary>
internal static class EdgeJson
{
    /// <summary>Writes an edge.</summary>
    public static void Write(Utf8JsonWriter json, LineageEdge source)
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
            json.WriteStartArray("uses"u8);
            foreach (var use in source.Uses)
            {
                json.WriteStringValue(Kebab.Name(use));
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Reads an edge.</summary>
    /// <exception cref="FormatException">When it names a kind, a day, a route or a use that is none.</exception>
    public static LineageEdge Read(JsonElement json)
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

    /// <summary>
    /// The sources of a training set that its rows declare and of which no day is told: the member <c>declared</c> of the set's document. They are judged as
    /// the rows were, by the day of whatever use is asked about.
    /// </summary>
    /// <param name="document">The document of the set's leaf.</param>
    /// <exception cref="FormatException">When it is none.</exception>
    public static IReadOnlyList<LineageEdge> DeclaredBy(ReadOnlySpan<byte> document)
    {
        try
        {
            return JsonElement.Parse(document).TryGetProperty("declared"u8, out var declared) ? [.. declared.EnumerateArray().Select(Read)] : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("it is no document of a training set", e);
        }
    }
}
