using System.Text.Json.Serialization;

namespace Roundtable.Web.Site.Live;

/// <summary>How updates are sent to pages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LiveUpdate))]
public sealed partial class LiveUpdateJson : JsonSerializerContext;
