using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Yaml;

/// <summary>JSON as YAML nodes, so that one reader serves both: entries are YAML in files and JSON in the log.</summary>
internal static class JsonNodes
{
    /// <summary>The value at which the reader stands.</summary>
    /// <exception cref="JsonException">When the JSON is malformed.</exception>
    public static YamlNode Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var mapping = new YamlMappingNode();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    mapping.Children[new YamlScalarNode(key)] = Read(ref reader);
                }

                return mapping;
            case JsonTokenType.StartArray:
                var sequence = new YamlSequenceNode();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    sequence.Add(Read(ref reader));
                }

                return sequence;
            case JsonTokenType.String:
                return new YamlScalarNode(reader.GetString()) { Style = ScalarStyle.DoubleQuoted };
            default:
                return new YamlScalarNode(Encoding.UTF8.GetString(reader.ValueSpan)) { Style = ScalarStyle.Plain };
        }
    }
}
