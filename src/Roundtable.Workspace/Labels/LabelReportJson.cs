using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Labelling;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Labels;

/// <summary>The report on a run of labels as JSON: RFC 8785 canonical, so that equal reports are equal bytes.</summary>
public static class LabelReportJson
{
    /// <summary>Writes a report.</summary>
    public static byte[] Write(LabelReport report) =>
        CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(report, LabelReportJsonContext.Default.LabelReport));

    /// <summary>The report for a document that holds it.</summary>
    public static JsonObject Node(LabelReport report) => JsonNode.Parse(Write(report))!.AsObject();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static LabelReport Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, LabelReportJsonContext.Default.LabelReport) is { Format: LabelReport.CurrentFormat } report
            ? report
            : throw new JsonException($"It is not a {LabelReport.CurrentFormat}.");
}

/// <summary>How a report is serialised.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(LabelReport))]
[JsonSerializable(typeof(ShareReport.Estimated), TypeInfoPropertyName = "EstimatedShares")]
[JsonSerializable(typeof(ShareReport.Refused), TypeInfoPropertyName = "RefusedShares")]
[JsonSerializable(typeof(MeanReport.Estimated), TypeInfoPropertyName = "EstimatedMean")]
[JsonSerializable(typeof(MeanReport.Refused), TypeInfoPropertyName = "RefusedMean")]
internal sealed partial class LabelReportJsonContext : JsonSerializerContext;
