using System.Text.Json.Serialization;

namespace Roundtable.Record.Following;

/// <summary>A seen checkpoint as a line of a file.</summary>
internal sealed record SeenLine(DateTimeOffset At, string? Source, string? Checkpoint);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SeenLine))]
internal sealed partial class SeenJson : JsonSerializerContext;
