using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>Writes a fraction as the string <c>"7/2"</c>, so that it stays exact in JSON.</summary>
public sealed class FractionJsonConverter : JsonConverter<Fraction>
{
    /// <inheritdoc/>
    public override Fraction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = (reader.TokenType == JsonTokenType.String ? reader.GetString()! : "").Split('/');
        return parts.Length <= 2
            && BigInteger.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator)
            && BigInteger.TryParse(parts.ElementAtOrDefault(1) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            && !denominator.IsZero
                ? new Fraction(numerator, denominator)
                : throw new JsonException("A score must be a string such as \"7/2\" or \"3\".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
