using System.Text.Json.Serialization;

namespace Roundtable.Workspace.Asking;

/// <summary>Requests as JSON: a member that is not known is an error, so that no misspelt setting is silently left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AskRequest))]
public sealed partial class AskRequestJson : JsonSerializerContext;
