namespace Roundtable.Disclosure.Standards;

/// <summary>A standard in which what the registry holds of a model or a dataset is published.</summary>
public enum CardFormat
{
    /// <summary>Croissant 1.1 (MLCommons), datasets only.</summary>
    Croissant,

    /// <summary>SPDX 3.0.1, the AI and the Dataset profile.</summary>
    Spdx,

    /// <summary>CycloneDX 1.7, a machine-learning bill of materials.</summary>
    Cyclonedx,

    /// <summary>W3C PROV-O as JSON-LD.</summary>
    Prov,

    /// <summary>A card for a model hub: Markdown with front matter.</summary>
    HfCard,

    /// <summary>The Data Provenance Standards 1.0 of the Data and Trust Alliance, datasets only.</summary>
    Dps,
}
