using System.Text.Json;

namespace Roundtable.Workspace.Lineage;

/// <summary>Who answered an exchange, read from its leaf and nothing else of it: of leaves there are by far the most exchanges.</summary>
internal static class ExchangeProducer
{
    /// <summary>The connection and the model, as served where that is known; null where the leaf names none.</summary>
    /// <param name="bytes">The leaf.</param>
    /// <exception cref="JsonException">When it is damaged.</exception>
    public static (string Connection, string Model)? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("producer"u8))
            {
                return Producer(ref reader);
            }
        }

        return null;
    }

    private static (string Connection, string Model)? Producer(ref Utf8JsonReader reader)
    {
        string? connection = null, requested = null, served = null;
        for (var depth = reader.CurrentDepth; reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth);)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth + 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("connection"u8) && reader.Read())
            {
                connection = reader.GetString();
            }
            else if (reader.ValueTextEquals("requested"u8) && reader.Read())
            {
                requested = reader.GetString();
            }
            else if (reader.ValueTextEquals("served"u8) && reader.Read())
            {
                served = reader.GetString();
            }
        }

        return connection is not null && (served ?? requested) is { } model ? (connection, model) : null;
    }
}
