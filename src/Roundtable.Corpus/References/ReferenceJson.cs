using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References;

/// <summary>The JSON of manifests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(DigestJsonConverter)])]
[JsonSerializable(typeof(ReferenceManifest))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
