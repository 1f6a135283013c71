using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Sensitive;

namespace Roundtable.Workspace.Corpora;

/// <summary>Writes rows with keys and personal data masked in every text of them, also in fields that the scan did not read. Not thread-safe.</summary>
/// <param name="groups">What is masked.</param>
internal sealed class MaskedRow(IReadOnlySet<SensitiveGroup> groups)
{
    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SensitiveMask _mask = new(k => groups.Contains(k.IsSecret() ? SensitiveGroup.Secrets : SensitiveGroup.Personal));

    /// <summary>How much was replaced so far.</summary>
    public long Replaced => _mask.Replaced;

    /// <summary>Writes a row, given as a line of JSON; one without anything to mask unchanged.</summary>
    public void Write(ReadOnlySpan<byte> line, Stream output)
    {
        var before = Replaced;
        var masked = Masked(JsonNode.Parse(line));
        if (Replaced == before)
        {
            output.Write(line);
            return;
        }

        output.Write(JsonSerializer.SerializeToUtf8Bytes(masked, _relaxed));
        output.WriteByte((byte)'\n');
    }

    private JsonNode? Masked(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (Masked(value) is var masked && !ReferenceEquals(masked, value))
                    {
                        members[name] = masked;
                    }
                }

                return members;
            case JsonArray elements:
                for (var i = 0; i < elements.Count; i++)
                {
                    if (Masked(elements[i]) is var masked && !ReferenceEquals(masked, elements[i]))
                    {
                        elements[i] = masked;
                    }
                }

                return elements;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                var said = text.GetValue<string>();
                var shown = _mask.Of(said);
                return ReferenceEquals(said, shown) ? text : JsonValue.Create(shown);
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                var digits = number.ToJsonString();
                var replaced = _mask.Of(digits);
                return ReferenceEquals(digits, replaced) ? number : JsonValue.Create(replaced);
            default:
                return node;
        }
    }
}
