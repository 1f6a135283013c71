using System.Text.Json.Serialization;

namespace Roundtable.Corpus.Origins;

/// <summary>How the score is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TextScore))]
public sealed partial class TextScoreJson : JsonSerializerContext;
