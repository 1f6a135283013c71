using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Standards;

/// <summary>What a document holds besides the standard's own members, from which it can be written again.</summary>
/// <param name="Json">The entry in full.</param>
/// <param name="Leaf">Its leaf; null where it is on no record.</param>
/// <param name="Log">The name of the log.</param>
/// <param name="Beside">Files and rulings, as <see cref="PublishedEntry.Beside"/> gives them; null for none.</param>
internal readonly record struct Embedded(string? Json, long? Leaf, string? Log, string? Beside)
{
    /// <summary>The entry; null where there is none.</summary>
    /// <exception cref="FormatException">When something of it is not readable.</exception>
    public PublishedEntry? Entry()
    {
        if (Json is null || EntryReader.ReadJson(Encoding.UTF8.GetBytes(Json)) is not { } entry)
        {
            return null;
        }

        var beside = Beside is null ? null : JsonNode.Parse(Beside);
        return new PublishedEntry(entry, Leaf, Log)
        {
            Files = [.. (beside?["files"]?.AsArray() ?? []).Select(f => PublishedFile.Read(f!))],
            Rulings = [.. (beside?["rulings"]?.AsArray() ?? []).Select(r => PublishedRuling.Read(r!))],
            Terms = [.. (beside?["terms"]?.AsArray() ?? []).Select(t => ((string)t![0]!, (string)t[1]!))],
        };
    }
}
