using System.Text.Json.Nodes;

namespace Roundtable.Disclosure.Standards;

/// <summary>The JSON-LD context of Croissant documents: the terms of Croissant 1.1 that are written here, RAI, PROV-O and ODRL.</summary>
internal static class CroissantContext
{
    private const string Croissant = "http://mlcommons.org/croissant/";
    private const string DateTime = "http://www.w3.org/2001/XMLSchema#dateTime";

    private static readonly string[] _ofCroissant =
        ["annotation", "column", "extract", "field", "fileObject", "isArray", "equivalentProperty", "recordSet", "source", "subField"];

    private static readonly string[] _ofProv = ["wasDerivedFrom", "wasAttributedTo", "wasGeneratedBy", "used"];
    private static readonly string[] _ofRai = ["dataCollection", "dataCollectionType", "personalSensitiveInformation"];

    public static JsonObject Write()
    {
        var json = new JsonObject
        {
            ["@language"] = "en",
            ["@vocab"] = "https://schema.org/",
            ["sc"] = "https://schema.org/",
            ["cr"] = Croissant,
            ["rai"] = "http://mlcommons.org/croissant/RAI/",
            ["prov"] = "http://www.w3.org/ns/prov#",
            ["odrl"] = "http://www.w3.org/ns/odrl/2/",
            ["cc"] = "http://creativecommons.org/ns#",
            ["dct"] = "http://purl.org/dc/terms/",
            ["roundtable"] = "urn:roundtable:",
            ["conformsTo"] = "dct:conformsTo",
            ["label"] = "http://www.w3.org/2000/01/rdf-schema#label",
            ["dataType"] = new JsonObject { ["@id"] = "cr:dataType", ["@type"] = "@vocab" },
            ["startedAtTime"] = new JsonObject { ["@id"] = "prov:startedAtTime", ["@type"] = DateTime },
        };
        foreach (var (prefix, terms) in ((string, string[])[])[("cr", _ofCroissant), ("prov", _ofProv), ("rai", _ofRai)])
        {
            foreach (var term in terms)
            {
                json[term] = $"{prefix}:{term}";
            }
        }

        json["equivalentProperty"] = new JsonObject { ["@id"] = "cr:equivalentProperty", ["@type"] = "@vocab" };
        return json;
    }
}
