using System.Text.Json.Serialization;

namespace Roundtable.Corpus.Phrases;

/// <summary>How the list of phrases is read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PhraseFile))]
internal sealed partial class PhraseJson : JsonSerializerContext;
