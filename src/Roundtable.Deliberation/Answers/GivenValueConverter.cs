using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Answers;

/// <summary>Keeps JSON's null, which is a value that seats give, apart from a member that is absent: without it both are read as null.</summary>
internal sealed class GivenValueConverter : JsonConverter<JsonElement?>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options)
    {
        if (value is { } given)
        {
            given.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
