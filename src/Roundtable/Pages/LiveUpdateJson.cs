using System.Text.Json.Serialization;

namespace Roundtable.Pages;

/// <summary>How updates are sent to pages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LiveUpdate))]
internal sealed partial class LiveUpdateJson : JsonSerializerContext;
