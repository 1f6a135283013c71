using System.Text.Json;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Plans;

/// <summary>A session's plan as recorded in the log: RFC 8785 canonical JSON.</summary>
public static class PlanJson
{
    /// <summary>Writes a plan.</summary>
    public static byte[] Write(SessionPlan plan) =>
        CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(plan, PlanJsonContext.Default.SessionPlan));

    /// <summary>Reads a plan that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static SessionPlan Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, PlanJsonContext.Default.SessionPlan) ?? throw new JsonException("A session's plan is a JSON object.");
}
