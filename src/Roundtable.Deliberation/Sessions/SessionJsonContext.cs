using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Sessions;

/// <summary>How a session's types are written as JSON; docs/formats/session.md describes the outcome.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 32,
    Converters = [typeof(UtcTimeConverter), typeof(WideIntegerConverter), typeof(KebabCase<StopReason>), typeof(KebabCase<Direction>), typeof(KebabCase<TallyLabel>)])]
[JsonSerializable(typeof(Session))]
internal sealed partial class SessionJsonContext : JsonSerializerContext;

/// <summary>The same, but every member must stand in the document, save those whose null is left out.</summary>
internal static class StrictSession
{
    public static JsonTypeInfo<Session> Type { get; } = (JsonTypeInfo<Session>)new JsonSerializerOptions(SessionJsonContext.Default.Options)
    {
        TypeInfoResolver = SessionJsonContext.Default.WithAddedModifier(static type =>
        {
            foreach (var property in type.Properties)
            {
                if (property.AssociatedParameter is { IsNullable: true } || Nullable.GetUnderlyingType(property.PropertyType) is not null)
                {
                    property.IsRequired = false;
                }
            }
        }),
    }.GetTypeInfo(typeof(Session));
}

/// <summary>Enumeration values by name, in kebab-case; numbers are not accepted.</summary>
internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Times in UTC with seven decimals of a second, as in the log's leaves: one text for each moment.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && DateTimeOffset.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new JsonException("A time is written in UTC as 2026-01-31T12:00:00.0000000Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}

/// <summary>
/// Integers that a double cannot hold exactly are written as strings, since RFC 8785 knows doubles alone and would round
/// them (its appendix D): a seed must come back bit for bit.
/// </summary>
internal sealed class WideIntegerConverter : JsonConverter<long>
{
    private const long MaxExact = (1L << 53) - 1;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number is >= -MaxExact and <= MaxExact ? number
        : reader.TokenType == JsonTokenType.String
            && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var wide)
            && wide is < -MaxExact or > MaxExact ? wide
        : throw new JsonException("A whole number is expected; beyond 2^53 - 1 it is written as a string.");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        if (value is >= -MaxExact and <= MaxExact)
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
