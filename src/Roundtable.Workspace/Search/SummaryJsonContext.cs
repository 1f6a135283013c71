using System.Text.Json.Serialization;

namespace Roundtable.Workspace.Search;

/// <summary>How summaries are kept in the index.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SessionSummary))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
public sealed partial class SummaryJsonContext : JsonSerializerContext;
