using System.Text.Json.Serialization;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
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
        typeof(KebabEnumConverter<AnswerKind>),
        typeof(KebabEnumConverter<PointKind>),
        typeof(KebabEnumConverter<FusedKind>),
        typeof(KebabEnumConverter<SentenceForm>),
        typeof(KebabEnumConverter<SupportKind>),
        typeof(KebabEnumConverter<FieldRule>),
        typeof(KebabEnumConverter<FusionPhase>),
    ])]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(FusedSession))]
[JsonSerializable(typeof(SessionEvent))]
internal sealed partial class SessionJsonContext : JsonSerializerContext;
