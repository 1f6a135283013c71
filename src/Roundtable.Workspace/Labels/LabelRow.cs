using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Labels;

/// <summary>The label of one item, as it stands in <c>labels.jsonl</c>: it depends on votes, gold and seed alone. docs/formats/labels.md.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Digest">SHA-256 of the labelled text in UTF-8.</param>
/// <param name="Label">The label: a class, a score, or JSON by the codebook's schema in canonical form; null where there is none.</param>
/// <param name="Probability">Its probability, 0 to 1; 1 where a person gave it; null where the codebook has a schema.</param>
/// <param name="Accepted">Whether it can be taken at the promised precision; null where none was promised.</param>
/// <param name="By"><c>panel</c> or <c>people</c>; null without a label.</param>
public sealed record LabelRow(
    string Id, [property: JsonConverter(typeof(DigestJsonConverter))] Digest Digest, string? Label, double? Probability, bool? Accepted, string? By)
{
    /// <summary>The label is the panel's.</summary>
    public const string Panel = "panel";

    /// <summary>The label is a person's.</summary>
    public const string People = "people";
}

/// <summary>How labels are serialised.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LabelRow))]
internal sealed partial class LabelRowJson : JsonSerializerContext;
