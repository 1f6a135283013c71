using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>
/// What a set is: the document of its leaf in the log, as canonical JSON. It has sums and commitments and no text of a row. docs/formats/set.md.
/// </summary>
/// <param name="Name">The set's name in the registry, <c>name@version</c>.</param>
/// <param name="Format">The format of its rows.</param>
/// <param name="Source">What its rows were taken from, in words.</param>
/// <param name="Use">What it was ruled on for.</param>
/// <param name="On">The day of that ruling (UTC).</param>
/// <param name="As">Who it was ruled on for; null where nobody said.</param>
/// <param name="Outcome">Its own ruling: the narrowest of its rows.</param>
/// <param name="Conditions">What has to be kept, each as an object with one member.</param>
/// <param name="Root">The root of the tree over its rows.</param>
/// <param name="Sums">How many rows there are of each model, terms and origin.</param>
/// <param name="Files">Its files.</param>
/// <param name="LeftOut">How many rows were left out, by reason.</param>
/// <param name="Ruling">The leaf of the ruling.</param>
public sealed record SetManifest(
    string Name,
    string Format,
    string Source,
    Use Use,
    DateOnly On,
    string? As,
    Outcome Outcome,
    JsonArray Conditions,
    Digest Root,
    SetSums Sums,
    IReadOnlyList<SetFile> Files,
    IReadOnlyDictionary<string, long> LeftOut,
    long Ruling)
{
    /// <summary>The version of the format that is written and read.</summary>
    public const string Current = "roundtable-set/1";

    /// <summary>The leaf of the set that this one was made from by taking something out; null for none.</summary>
    public long? Without { get; init; }

    /// <summary>What rows declare that they came from and of which no day is told.</summary>
    public IReadOnlyList<LineageEdge> Declared { get; init; } = [];

    /// <summary>The number of rows.</summary>
    public long Rows => Files.Sum(f => f.Rows ?? 0);

    /// <summary>The bytes of the document.</summary>
    public byte[] Write()
    {
        var json = new JsonObject
        {
            ["format"] = Current,
            ["name"] = Name,
            ["rowFormat"] = Format,
            ["source"] = Source,
            ["use"] = Kebab.Name(Use),
            ["on"] = On.ToString("O", CultureInfo.InvariantCulture),
            ["outcome"] = Kebab.Name(Outcome),
            ["conditions"] = Conditions.DeepClone(),
            ["root"] = Root.ToString(),
            ["rows"] = Rows,
            ["sums"] = Sums.Json(),
            ["files"] = new JsonArray([.. Files.Select(f => (JsonNode)f.Json())]),
            ["leftOut"] = SetSums.Counts(LeftOut),
            ["ruling"] = Ruling,
        };
        if (As is not null)
        {
            json["as"] = As;
        }

        if (Without is { } without)
        {
            json["without"] = without;
        }

        if (Declared.Count > 0)
        {
            json["declared"] = new JsonArray([.. Declared.Select(d => (JsonNode)Edge(d))]);
        }

        return CanonicalJson.Write(json);
    }

    private static JsonNode Edge(LineageEdge edge)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            EdgeJson.Write(json, edge);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">When it is not one of this version in canonical form.</exception>
    public static SetManifest Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["format"] is var format && format != Current)
            {
                throw new FormatException(
                    format?.StartsWith("roundtable-set/", StringComparison.Ordinal) == true
                        ? "a newer program wrote it: update roundtable"
                        : "it is no manifest");
            }

            var manifest = new SetManifest(
                (string)json["name"]!,
                (string)json["rowFormat"]!,
                (string)json["source"]!,
                Kebab.TryParse<Use>((string)json["use"]!, out var use) ? use : throw new FormatException("unknown use"),
                DateOnly.ParseExact((string)json["on"]!, "O", CultureInfo.InvariantCulture),
                (string?)json["as"],
                Kebab.TryParse<Outcome>((string)json["outcome"]!, out var outcome) ? outcome : throw new FormatException("unknown outcome"),
                json["conditions"]!.DeepClone().AsArray(),
                Digest.Parse((string)json["root"]!),
                SetSums.Read(json["sums"]!.AsObject()),
                [.. json["files"]!.AsArray().Select(f => SetFile.Read(f!.AsObject()))],
                SetSums.Counts(json["leftOut"]!.AsObject()),
                (long)json["ruling"]!)
            {
                Without = (long?)json["without"],
                Declared = EdgeJson.DeclaredBy(bytes),
            };
            return manifest.Write().AsSpan().SequenceEqual(bytes) ? manifest : throw new FormatException("it is not in canonical form");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException or FormatException)
        {
            throw new FormatException(e is FormatException ? e.Message : "it is no manifest", e);
        }
    }
}

/// <summary>A file of a set.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Rows">How many rows of the set it has; null where it has none of them.</param>
public sealed record SetFile(string Name, long Bytes, Digest Digest, long? Rows)
{
    /// <summary>As JSON.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject { ["name"] = Name, ["bytes"] = Bytes, ["sha256"] = Digest.ToString() };
        if (Rows is { } rows)
        {
            json["rows"] = rows;
        }

        return json;
    }

    internal static SetFile Read(JsonObject json) =>
        new((string)json["name"]!, (long)json["bytes"]!, Digest.Parse((string)json["sha256"]!), (long?)json["rows"]);
}
