using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// Writes integers that a double cannot represent exactly as strings, since RFC 8785 has doubles only and would round them
/// (its appendix D): a seed must round-trip exactly.
/// </summary>
internal sealed class WideIntegerConverter : JsonConverter<long>
{
    private const long MaxExact = (1L << 53) - 1;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number is >= -MaxExact and <= MaxExact ? number
        : reader.TokenType == JsonTokenType.String
            && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var wide)
            && wide is < -MaxExact or > MaxExact ? wide
        : throw new JsonException("An integer is expected; beyond 2^53 - 1 it must be written as a string.");

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
