using System.Text.Json.Serialization;

namespace Roundtable.Index;

/// <summary>How summaries are kept in the index.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SessionSummary))]
internal sealed partial class SummaryJsonContext : JsonSerializerContext;
