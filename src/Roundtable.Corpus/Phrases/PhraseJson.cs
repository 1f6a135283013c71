using System.Text.Json.Serialization;

namespace Roundtable.Corpus.Phrases;

/// <summary>The JSON of the list of phrases.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PhraseFile))]
internal sealed partial class PhraseJson : JsonSerializerContext;
