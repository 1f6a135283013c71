using System.Text.Json.Serialization;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;

namespace Roundtable.Deliberation.Sessions;

/// <summary>The JSON serialisation of a session's types; docs/formats/session.md describes the format.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 32,
    Converters =
    [
        typeof(UtcTimeConverter),
        typeof(WideIntegerConverter),
        typeof(KebabEnumConverter<StopReason>),
        typeof(KebabEnumConverter<Direction>),
        typeof(KebabEnumConverter<TallyLabel>),
        typeof(KebabEnumConverter<IndependenceBasis>),
    ])]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(SessionEvent))]
internal sealed partial class SessionJsonContext : JsonSerializerContext;
