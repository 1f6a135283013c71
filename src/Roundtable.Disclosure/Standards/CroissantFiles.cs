using System.Globalization;
using System.Text.Json.Nodes;

namespace Roundtable.Disclosure.Standards;

/// <summary>
/// Files and record sets in Croissant. What each row came from is an annotation of its record, read from the file that stands beside the rows.
/// </summary>
internal static class CroissantFiles
{
    /// <summary>A file.</summary>
    public static JsonObject File(PublishedEntry published, PublishedFile file)
    {
        var json = new JsonObject
        {
            ["@type"] = "cr:FileObject",
            ["@id"] = Id(published, file.Name),
            ["name"] = file.Name,
            ["contentUrl"] = published.Entry.Publication.Address is { } address ? $"{address.TrimEnd('/')}/{Uri.EscapeDataString(file.Name)}" : file.Name,
            ["contentSize"] = string.Create(CultureInfo.InvariantCulture, $"{file.Bytes} B"),
            ["encodingFormat"] = file.MediaType,
            ["sha256"] = file.Sha256,
        };
        if (file.Rows is not null && published.Named.Any())
        {
            json["wasDerivedFrom"] = Sources(published);
        }

        return json;
    }

    /// <summary>The record sets: one a file with rows, else one a named part without fields.</summary>
    public static IEnumerable<JsonObject> RecordSets(PublishedEntry published)
    {
        var beside = published.Files.FirstOrDefault(f => f.Annotates);
        foreach (var file in published.Files.Where(f => f.Rows is not null))
        {
            var name = Path.GetFileNameWithoutExtension(file.Name);
            var json = new JsonObject
            {
                ["@type"] = "cr:RecordSet",
                ["@id"] = Id(published, name),
                ["name"] = name,
                ["field"] = new JsonArray([.. file.Fields.Select(f => (JsonNode)Field(published, name, file, f.Name, f.Type, null))]),
            };
            if (beside is not null)
            {
                json["annotation"] = Annotation(published, name, beside);
            }

            yield return json;
        }

        if (published.Files.Count == 0)
        {
            foreach (var part in ((Terms.Registry.DatasetEntry)published.Entry).Parts)
            {
                yield return new JsonObject
                {
                    ["@type"] = "cr:RecordSet",
                    ["@id"] = Id(published, part),
                    ["name"] = part,
                };
            }
        }
    }

    private static JsonObject Annotation(PublishedEntry published, string set, PublishedFile beside) => new()
    {
        ["@type"] = "cr:Field",
        ["@id"] = Id(published, $"{set}/provenance"),
        ["name"] = "provenance",
        ["description"] = $"What each row came from and the terms that its ruling rests on: a line of {beside.Name} names the file and the row it is of.",
        ["equivalentProperty"] = "prov:wasDerivedFrom",
        ["subField"] = new JsonArray([.. beside.Fields.Select(f => (JsonNode)Field(published, $"{set}/provenance", beside, f.Name, f.Type, f.Name switch
        {
            "from" => "prov:wasDerivedFrom",
            "models" => "prov:wasAttributedTo",
            "terms" => "odrl:hasPolicy",
            _ => null,
        }))]),
    };

    private static JsonObject Field(PublishedEntry published, string of, PublishedFile file, string name, string type, string? same)
    {
        var isList = type.EndsWith("[]", StringComparison.Ordinal);
        var json = new JsonObject
        {
            ["@type"] = "cr:Field",
            ["@id"] = Id(published, $"{of}/{name}"),
            ["name"] = name,
            ["dataType"] = (isList ? type[..^2] : type) switch
            {
                "number" => "sc:Number",
                "boolean" => "sc:Boolean",
                _ => "sc:Text",
            },
            ["source"] = new JsonObject
            {
                ["fileObject"] = new JsonObject { ["@id"] = Id(published, file.Name) },
                ["extract"] = new JsonObject { ["column"] = name },
            },
        };
        if (isList)
        {
            json["isArray"] = true;
        }

        if (same is not null)
        {
            json["equivalentProperty"] = same;
        }
        else if (file.Rows is not null && published.Named.Any())
        {
            json["wasDerivedFrom"] = Sources(published);
        }

        return json;
    }

    private static string Id(PublishedEntry published, string part) =>
        $"{published.Address}#{string.Join('/', part.Split('/').Select(Uri.EscapeDataString))}";

    private static JsonArray Sources(PublishedEntry published) =>
        new([.. published.Named.Select(s => (JsonNode)new JsonObject { ["@id"] = CroissantCard.AddressOf(s) })]);
}
