using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>
/// Datasets by the Data Provenance Standards 1.0 of the Data and Trust Alliance: source, provenance and use, every element of them. What the registry does not
/// know is "not known", for the publisher to fill in.
/// </summary>
internal static class ProvenanceStandards
{
    private const string NotKnown = "not known";

    public static JsonObject Write(PublishedEntry published)
    {
        var entry = (DatasetEntry)published.Entry;
        string[] method = entry.Origin switch
        {
            Origin.Synthetic => ["synthetic"],
            Origin.Mixed => ["synthetic", "other"],
            _ => [],
        };
        return new JsonObject
        {
            ["standardsVersion"] = "1.0.0",
            ["source"] = new JsonObject
            {
                ["datasetTitle"] = entry.Title ?? entry.Id.Name,
                ["uniqueMetadataIdentifier"] = published.Address,
                ["metadataLocation"] = entry.Publication.Address ?? published.OnRecord ?? NotKnown,
                ["datasetIssuer"] = entry.Owner ?? NotKnown,
                ["description"] = entry.Note ?? NotKnown,
            },
            ["provenance"] = new JsonObject
            {
                ["sourceMetadata"] = new JsonArray([.. entry.Sources.Select(s => (JsonNode)$"{Kebab.Name(s.Kind)} {s.Named ?? s.From.ToString()}")]),
                ["sourceIfDifferentFromIssuer"] = entry.Publication.Creators.Count > 0
                    ? string.Join(", ", entry.Publication.Creators.Select(c => Creator.Of(c).Name)) : NotKnown,
                ["dataOriginGeography"] = entry.Publication.Geography.Count > 0 ? string.Join(", ", entry.Publication.Geography) : NotKnown,
                ["datasetIssueDate"] = entry.Publication.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? NotKnown,
                ["dateOfPreviouslyIssuedVersion"] = NotKnown,
                ["dateRangeOfDataGeneration"] = NotKnown,
                ["method"] = method.Length > 0 ? new JsonArray([.. method.Select(m => (JsonNode)m)]) : NotKnown,
                ["methodDescription"] = entry.Collection ?? NotKnown,
                ["dataFormat"] = NotKnown,
                ["rows"] = entry.Rows?.ToString(CultureInfo.InvariantCulture) ?? NotKnown,
            },
            ["use"] = new JsonObject
            {
                ["confidentialityClassification"] = NotKnown,
                ["consentDocumentationLocation"] = entry.Publication.Consent ?? NotKnown,
                ["privacyEnhancingTechnologies"] = NotKnown,
                ["dataProcessingGeography"] = NotKnown,
                ["dataStorageGeography"] = NotKnown,
                ["licenseToUse"] = published.Licences.Count > 0 ? string.Join(", ", published.Licences.Select(l => l.Brief)) : NotKnown,
                ["intendedDataUse"] = published.Rulings.Count > 0 ? string.Join("; ", published.Rulings.Select(r => r.Text)) : NotKnown,
                ["proprietaryData"] = NotKnown,
            },
        };
    }
}
