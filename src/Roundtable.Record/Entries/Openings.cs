using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roundtable.Record.Entries;

/// <summary>
/// What opens a leaf's commitments, by the names of its members: a canonical JSON document kept in the content store, never
/// in the log. Since its salts are random, its own digest, which the leaf does name, gives nothing away.
/// </summary>
public static class Openings
{
    /// <summary>The document's bytes.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, Opening>> openings)
    {
        var document = new JsonObject();
        foreach (var (member, opening) in openings)
        {
            document[member] = new JsonObject { ["content"] = opening.Content.ToString(), ["salt"] = opening.Salt.ToString() };
        }

        return CanonicalJson.Write(document);
    }

    /// <summary>Reads the document.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static IReadOnlyDictionary<string, Opening> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            var openings = document.RootElement.EnumerateObject().ToDictionary(
                m => m.Name,
                m => new Opening(Digest.Parse(m.Value.GetProperty("content").GetString()!), Digest.Parse(m.Value.GetProperty("salt").GetString()!)),
                StringComparer.Ordinal);
            return bytes.SequenceEqual(Write(openings)) ? openings : throw new JsonException("The openings are not in canonical form.");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new JsonException("The openings are not an object of contents and salts.", e);
        }
    }
}
