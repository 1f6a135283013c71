using System.Text.Json.Serialization;

namespace Roundtable.Models.Batches;

/// <summary>What a batch of OpenAI's is made with.</summary>
internal sealed record BatchCreation(
    [property: JsonPropertyName("input_file_id")] string InputFile,
    [property: JsonPropertyName("endpoint")] string Endpoint,
    [property: JsonPropertyName("completion_window")] string Window,
    [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string> Metadata);

/// <summary>The JSON of requests for batches.</summary>
[JsonSerializable(typeof(BatchCreation))]
internal sealed partial class BatchWireJson : JsonSerializerContext;
