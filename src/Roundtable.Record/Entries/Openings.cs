using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>
/// The openings of a leaf's commitments, by member name: a canonical JSON document kept in the content store, never in the log.
/// Because its salts are random, its own digest, which the leaf contains, reveals nothing.
/// </summary>
public static class Openings
{
    private const int HexLength = 2 * Digest.Length;

    /// <summary>Serialises the document, by hand because this runs for every call.</summary>
    /// <param name="openings">The openings by member name, in ordinal order; the names need no escapes.</param>
    public static byte[] Write(IReadOnlyList<KeyValuePair<string, Opening>> openings)
    {
        var output = new ArrayBufferWriter<byte>(2 + (openings.Count * (2 * HexLength + 64)));
        output.Write("{"u8);
        foreach (var (member, opening) in openings)
        {
            output.Write(output.WrittenCount > 1 ? ",\""u8 : "\""u8);
            output.Advance(Encoding.UTF8.GetBytes(member, output.GetSpan(member.Length)));
            output.Write("\":{\"content\":\""u8);
            Hex(output, opening.Content);
            output.Write(opening.IsKept ? "\",\"salt\":\""u8 : "\",\"kept\":false,\"salt\":\""u8);
            Hex(output, opening.Salt);
            output.Write("\"}"u8);
        }

        output.Write("}"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Parses the document.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static IReadOnlyDictionary<string, Opening> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            var openings = document.RootElement.EnumerateObject().ToDictionary(
                m => m.Name,
                m => new Opening(Digest.Parse(m.Value.GetProperty("content").GetString()!), Digest.Parse(m.Value.GetProperty("salt").GetString()!))
                {
                    IsKept = !m.Value.TryGetProperty("kept", out _),
                },
                StringComparer.Ordinal);
            return openings.Keys.All(m => Leaf.ContentMembers.Contains(m, StringComparer.Ordinal))
                && bytes.SequenceEqual(Write(InOrder(openings)))
                ? openings
                : throw new JsonException("The openings are not in canonical form, or name a member that no leaf has.");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new JsonException("The openings are not a JSON object of contents and salts.", e);
        }
    }

    /// <summary>The openings in ordinal order of their members.</summary>
    private static KeyValuePair<string, Opening>[] InOrder(Dictionary<string, Opening> openings)
    {
        // The names are sorted, not the pairs: LINQ's code that sorts structures is compiled anew at every start of a short command.
        string[] members = [.. openings.Keys];
        Array.Sort(members, StringComparer.Ordinal);
        return Array.ConvertAll(members, m => KeyValuePair.Create(m, openings[m]));
    }

    private static void Hex(ArrayBufferWriter<byte> output, Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        digest.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, output.GetSpan(HexLength), out _);
        output.Advance(HexLength);
    }
}
