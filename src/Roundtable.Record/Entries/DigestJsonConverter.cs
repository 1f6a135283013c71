using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Record.Entries;

/// <summary>Writes a <see cref="Digest"/> as a JSON string of 64 lower-case hexadecimal digits, and reads it back.</summary>
public sealed class DigestJsonConverter : JsonConverter<Digest>
{
    /// <inheritdoc/>
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Digest.TryParse(reader.GetString(), null, out var digest)
            ? digest
            : throw new JsonException("A SHA-256 digest is a string of 64 hexadecimal digits.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
