using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold;

/// <summary>Lines of a sheet's history as canonical JSON; docs/formats/gold.md describes them.</summary>
internal static class GoldEventJson
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>An event as JSON.</summary>
    public static JsonObject Node(GoldEvent happened)
    {
        var json = new JsonObject { ["by"] = happened.By, ["time"] = happened.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) };
        switch (happened)
        {
            case GoldEvent.Labelled l:
                (json["event"], json["item"], json["layer"]) = ("label", l.Item, Kebab.Name(l.Layer));
                json["answer"] = l.Answer.Value; // null for "cannot tell", so that no class can be taken for it
                break;
            case GoldEvent.TakenBack t:
                (json["event"], json["item"], json["layer"]) = ("undo", t.Item, Kebab.Name(t.Layer));
                break;
            case GoldEvent.Shown s:
                (json["event"], json["items"]) = ("shown", new JsonArray([.. s.Items.Select(i => (JsonNode)i)]));
                break;
            case GoldEvent.Sealed s:
                (json["event"], json["leaf"]) = ("sealed", s.Leaf);
                break;
        }

        return json;
    }

    /// <summary>An event as a line of UTF-8 with its line end.</summary>
    public static byte[] Line(GoldEvent happened) => [.. CanonicalJson.Write(Node(happened)), (byte)'\n'];

    /// <summary>The event of a line.</summary>
    /// <exception cref="FormatException">When it is none.</exception>
    public static GoldEvent Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return Read(JsonNode.Parse(line)!.AsObject());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new FormatException($"'{Encoding.UTF8.GetString(line)}' is no line of a sheet's history.", e);
        }
    }

    /// <summary>The event of a JSON object.</summary>
    /// <exception cref="FormatException">When it is none.</exception>
    public static GoldEvent Read(JsonObject json)
    {
        var by = (string)json["by"]!;
        var time = DateTimeOffset.ParseExact((string)json["time"]!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return (string?)json["event"] switch
        {
            "label" => new GoldEvent.Labelled((string)json["item"]!, by, Layer(json), new CodebookAnswer((string?)json["answer"]), time),
            "undo" => new GoldEvent.TakenBack((string)json["item"]!, by, Layer(json), time),
            "shown" => new GoldEvent.Shown([.. json["items"]!.AsArray().Select(i => (string)i!)], by, time),
            "sealed" => new GoldEvent.Sealed((long)json["leaf"]!, by, time),
            var other => throw new FormatException($"'{other}' is no event of a sheet's history."),
        };
    }

    private static GoldLayer Layer(JsonObject json) =>
        Kebab.TryParse<GoldLayer>((string)json["layer"]!, out var layer) ? layer : throw new FormatException("There is no such layer of labels.");
}
