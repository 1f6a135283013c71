using System.Text.Json.Serialization;

namespace Roundtable.Corpus.Origins;

/// <summary>The JSON of the score.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TextScore))]
public sealed partial class TextScoreJson : JsonSerializerContext;
