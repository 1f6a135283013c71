using System.Globalization;
using System.Text;
using System.Text.Json;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>
/// Where a row of a JSON Lines file says that it came from: its members <c>leaf</c>, <c>call</c>, <c>session</c>, <c>model</c>, <c>connection</c>,
/// <c>route</c>, <c>terms</c>, <c>obtained</c>, <c>dataset</c>, <c>licence</c> and <c>sources</c>, in the row itself or in its member
/// <c>provenance</c>. docs/rulings.md describes them.
/// </summary>
public sealed class RowProvenance
{
    private static readonly byte[][] _names =
    [
        .. ((string[])["leaf", "session", "model", "connection", "route", "terms", "obtained", "dataset", "licence", "license", "sources", "call"])
            .Select(Encoding.UTF8.GetBytes),
    ];

    private const string Unread = "\0unread";
    private const int Obtained = 6;
    private const int Call = 11;

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
    /// <param name="on">The day of the use.</param>
    public Artifact Artifact(RegistrySnapshot registry, DateOnly on)
    {
        List<LineageEdge> edges = [];
        string? Value(string name) => _values.Find(v => v.Value != Unread && _names[v.Field].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name))).Value;
        IEnumerable<string> Values(string name) => _values.Where(v => _names[v.Field].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name)))
            .Select(v => v.Value);
        edges.AddRange(
            Values("leaf").Where(l => l != Unread)
                .Select(l => new LineageEdge(EdgeKind.MadeWith, l.StartsWith("leaf:", StringComparison.Ordinal) ? l : $"leaf:{l}", false)));
        edges.AddRange(_values.Where(v => v.Field == Call).Select(v => new LineageEdge(EdgeKind.MadeWith, LogArtifacts.CallPrefix + v.Value, false)));

        // A leaf says all of this itself, and says it on the record.
        var recorded = edges.Count > 0;
        edges.AddRange(Values("session").Where(_ => !recorded).Select(s => new LineageEdge(EdgeKind.MadeWith, $"session:{s}", false)));
        foreach (var (day, told) in Days(on))
        {
            foreach (var model in Values("model").Where(m => !recorded && m != Unread))
            {
                var called = Value("connection") is not null || Value("route") is not null || Value("terms") is not null;
                IReadOnlyList<string> from = called ? [Called(model, Value("connection"), Value("route"), Value("terms"), day, told)]
                    : registry.Models(model).Models is { Count: > 0 } models ? [.. models.Select(m => m.Entry.Id.ToString())]
                    : [$"model:{model}"];
                edges.AddRange(from.Select(f => Edge(f, day, told)));
            }

            edges.AddRange(Values("dataset").Where(d => d != Unread).SelectMany(d => Named(registry, EntryKind.Dataset, d)).Select(d => Edge(d, day, told)));
            edges.AddRange(Values("licence").Concat(Values("license")).Where(l => l != Unread).Select(l => Edge(RowArtifacts.LicencePrefix + l, day, told)));
            edges.AddRange(Values("sources").Where(x => x != Unread).SelectMany(x => Named(registry, null, x)).Select(x => Edge(x, day, told)));
        }

        // What is there and cannot be read counts as a source of which nothing is known.
        edges.AddRange(
            _values.Where(v => v.Value == Unread && v.Field != Obtained).Select(v => Encoding.UTF8.GetString(_names[v.Field])).Distinct(StringComparer.Ordinal)
                .Select(n => new LineageEdge(EdgeKind.MadeWith, RowArtifacts.UnreadPrefix + n, true)));
        return new Artifact("row", ArtifactKind.Set, "the row") { Edges = edges };
    }

    /// <summary>Whether something of the row cannot be read: a day, or a source. Such a row is not known.</summary>
    /// <param name="on">The day of the use: a day after it cannot be.</param>
    public bool HasUnread(DateOnly on) => _values.Exists(v => v.Value == Unread || (v.Field == Obtained && (RowDay.Parse(v.Value) is not { } day || day > on)));

    /// <summary>Every day that the row tells, each whether it can be read; one that is not told where it tells none.</summary>
    private List<(DateOnly? Day, bool IsUnread)> Days(DateOnly on)
    {
        List<(DateOnly? Day, bool IsUnread)> days =
        [
            .. _values.Where(v => v.Field == Obtained).Select(v => RowDay.Parse(v.Value))
                .Select(d => d is null || d > on ? (null, true) : (d, false)).Distinct(),
        ];
        return days.Count == 0 ? [(null, false)] : days;
    }

    private static LineageEdge Edge(string from, DateOnly? day, bool isUnread) => new(EdgeKind.MadeWith, from, true, day) { OnIsUnreadable = isUnread };

    private static string Called(string model, string? connection, string? route, string? terms, DateOnly? day, bool isUnread) =>
        RowArtifacts.CalledPrefix + string.Join(
            '\n',
            ((string?[])[model, connection, route, terms, isUnread ? RowArtifacts.UnreadDay : day?.ToString("O", CultureInfo.InvariantCulture)])
                .Select(p => p?.ReplaceLineEndings(" ")));

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
                // Nothing is told by a member that is null; in a list it stands for something.
                if (reader.TokenType != JsonTokenType.Null)
                {
                    ReadValue(ref reader, field);
                }
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
            case JsonTokenType.String when field == Call:
                if (JudgeContent.IsCall(reader.GetString()!))
                {
                    Add(field, reader.GetString()!);
                }

                break;
            case not JsonTokenType.StartArray when field == Call:
                reader.Skip(); // datasets of tool calls have members of that name too
                break;
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
                Add(field, Unread);
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
