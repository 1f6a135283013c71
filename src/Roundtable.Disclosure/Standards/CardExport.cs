using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>Publishes models and datasets in standards of others, and takes what was published so back without loss.</summary>
public static class CardExport
{
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document of an entry, with a line feed at its end.</summary>
    /// <exception cref="NotSupportedException">When the standard has no place for such an entry; the message says for which it has.</exception>
    public static string Write(PublishedEntry entry, CardFormat format)
    {
        if (entry.Entry is not (ModelEntry or DatasetEntry))
        {
            throw new NotSupportedException("only models and datasets are published as cards and bills");
        }

        if (entry.IsModel && format is CardFormat.Croissant or CardFormat.Dps)
        {
            throw new NotSupportedException("this standard describes datasets, and the entry is a model: use spdx, cyclonedx, prov or hf-card");
        }

        return format switch
        {
            CardFormat.Croissant => Text(CroissantCard.Write(entry)),
            CardFormat.Spdx => Text(SpdxBill.Write(entry)),
            CardFormat.Cyclonedx => Text(CycloneDxBill.Write(entry)),
            CardFormat.Prov => Text(ProvDocument.Write(entry)),
            CardFormat.HfCard => HubCard.Write(entry),
            _ => Text(ProvenanceStandards.Write(entry)),
        };
    }

    /// <summary>What a standard requires and an entry lacks, each as the standard's name and what to add to the entry.</summary>
    public static IReadOnlyList<(string Member, string Add)> Missing(PublishedEntry entry, CardFormat format) =>
        format != CardFormat.Croissant || entry.Entry is not DatasetEntry ? [] : CroissantCard.Missing(entry);

    /// <summary>
    /// The entry that a document was written from, where it is exactly what would be written from it. A document that somebody changed is read like any other,
    /// by what stands in it: the entry within could say something else.
    /// </summary>
    /// <returns>The entry; null where there is none, or the document says something else.</returns>
    public static PublishedEntry? Read(string text)
    {
        foreach (var format in Enum.GetValues<CardFormat>())
        {
            if (Embedded(text, format) is { } entry && entry.Entry is ModelEntry or DatasetEntry
                && !(entry.IsModel && format is CardFormat.Croissant or CardFormat.Dps)
                && Write(entry, format) == text.ReplaceLineEndings("\n"))
            {
                return entry;
            }
        }

        return null;
    }

    private static PublishedEntry? Embedded(string text, CardFormat format)
    {
        try
        {
            var embedded = format == CardFormat.HfCard ? HubCard.Embedded(text)
                : JsonNode.Parse(text) is not JsonObject document ? default
                : format switch
                {
                    CardFormat.Croissant => CroissantCard.Embedded(document),
                    CardFormat.Spdx => SpdxBill.Embedded(document),
                    CardFormat.Cyclonedx => CycloneDxBill.Embedded(document),
                    _ => default,
                };
            return embedded.Entry();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }

    private static string Text(JsonNode node) => node.ToJsonString(_options) + "\n";
}
