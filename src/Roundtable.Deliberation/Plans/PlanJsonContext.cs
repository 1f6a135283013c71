using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Plans;

/// <summary>How a plan is serialised.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SessionPlan))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
