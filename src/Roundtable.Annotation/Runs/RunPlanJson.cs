using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>A run's plan as it is recorded in the log: RFC 8785 canonical JSON.</summary>
public static class RunPlanJson
{
    /// <summary>Writes a plan.</summary>
    public static byte[] Write(RunPlan plan) =>
        CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(plan, RunPlanJsonContext.Default.RunPlan));

    /// <summary>Reads a plan that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static RunPlan Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, RunPlanJsonContext.Default.RunPlan) ?? throw new JsonException("A run's plan is a JSON object.");
}

/// <summary>How a plan is serialised.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class RunPlanJsonContext : JsonSerializerContext;
