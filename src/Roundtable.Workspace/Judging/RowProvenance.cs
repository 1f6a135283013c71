using System.Globalization;
using System.Text.Json;
using System.Text;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Judging;

/// <summary>
/// Where a row of a JSON Lines file says that it came from: its members <c>leaf</c>, <c>session</c>, <c>model</c>, <c>connection</c>,
/// <c>route</c>, <c>terms</c>, <c>obtained</c>, <c>dataset</c>, <c>licence</c> and <c>sources</c>, in the row itself or in its member
/// <c>provenance</c>. docs/rulings.md describes them.
/// </summary>
public sealed class RowProvenance
{
    private static readonly byte[][] _names =
    [
        .. ((string[])["leaf", "session", "model", "connection", "route", "terms", "obtained", "dataset", "licence", "license", "sources"])
            .Select(Encoding.UTF8.GetBytes),
    ];

    private readonly List<(int Field, string Value)> _values = [];
    private readonly StringBuilder _key = new();

    /// <summary>The same text for rows that came from the same.</summary>
    public string Key => _key.ToString();

    /// <summary>Reads a row's provenance; the row's own words are passed over.</summary>
    /// <exception cref="JsonException">When the line is no JSON object.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        _values.Clear();
        _key.Clear();
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A row is a JSON object.");
        }

        ReadObject(ref reader, nested: false);
        if (reader.Read())
        {
            throw new JsonException("Something follows the row.");
        }
    }

    /// <summary>The row as a thing that came from what it names.</summary>
    /// <param name="registry">Knows models by the names that providers use.</param>
    public Artifact Artifact(RegistrySnapshot registry)
    {
        List<LineageEdge> edges = [];
        string? Value(string name) => _values.Find(v => _names[v.Field].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name))).Value;
        IEnumerable<string> Values(string name) => _values.Where(v => _names[v.Field].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name)))
            .Select(v => v.Value);
        var day = Value("obtained") is { } obtained ? Day(obtained) : null;
        edges.AddRange(
            Values("leaf").Select(l => new LineageEdge(EdgeKind.MadeWith, l.StartsWith("leaf:", StringComparison.Ordinal) ? l : $"leaf:{l}", false)));
        // A leaf says all of this itself, and says it on the record.
        var recorded = edges.Count > 0;
        edges.AddRange(Values("session").Where(_ => !recorded).Select(s => new LineageEdge(EdgeKind.MadeWith, $"session:{s}", false)));
        foreach (var model in Values("model").Where(_ => !recorded))
        {
            var called = Value("connection") is not null || Value("route") is not null || Value("terms") is not null;
            IReadOnlyList<string> from = called ? [Called(model, Value("connection"), Value("route"), Value("terms"), day)]
                : registry.Models(model).Models is { Count: > 0 } models ? [.. models.Select(m => m.Entry.Id.ToString())]
                : [$"model:{model}"];
            edges.AddRange(from.Select(f => new LineageEdge(EdgeKind.MadeWith, f, true, day)));
        }

        edges.AddRange(Values("dataset").SelectMany(d => Named(registry, EntryKind.Dataset, d)).Select(d => new LineageEdge(EdgeKind.MadeWith, d, true, day)));
        edges.AddRange(Values("licence").Concat(Values("license")).Select(l => new LineageEdge(EdgeKind.MadeWith, RowArtifacts.LicencePrefix + l, true, day)));
        edges.AddRange(Values("sources").SelectMany(s => Named(registry, null, s)).Select(s => new LineageEdge(EdgeKind.MadeWith, s, true, day)));
        return new Artifact("row", ArtifactKind.Set, "the row") { Edges = edges };
    }

    /// <summary>The day of a time in ISO 8601; null where it is written otherwise.</summary>
    private static DateOnly? Day(string time) =>
        DateOnly.TryParseExact(
            time.Length > 10 ? time[..10] : time, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Called(string model, string? connection, string? route, string? terms, DateOnly? day) =>
        RowArtifacts.CalledPrefix + string.Join('\n', model, connection, route, terms, day?.ToString("O", CultureInfo.InvariantCulture));

    private static IReadOnlyList<string> Named(RegistrySnapshot registry, EntryKind? kind, string text) =>
        EntryReference.TryParse(text) is { } reference
            && registry.Meant(reference.Kind is null ? reference with { Kind = kind } : reference) is { Count: > 0 } meant
                ? [.. meant.Select(m => m.Entry.Id.ToString())]
                : [text];

    private void ReadObject(ref Utf8JsonReader reader, bool nested)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = Field(ref reader);
            var isProvenance = !nested && reader.ValueTextEquals("provenance"u8);
            reader.Read();
            if (isProvenance && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, nested: true);
            }
            else if (field >= 0)
            {
                ReadValue(ref reader, field);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, int field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                Add(field, reader.GetString()!);
                break;
            case JsonTokenType.Number:
                Add(field, Encoding.UTF8.GetString(reader.ValueSpan));
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadValue(ref reader, field);
                }

                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void Add(int field, string value)
    {
        _values.Add((field, value));

        // Lengths keep two rows apart whose values only run together alike.
        _key.Append(field).Append(':').Append(value.Length).Append(':').Append(value);
    }

    private static int Field(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
