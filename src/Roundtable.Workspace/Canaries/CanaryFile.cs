using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Watching.Canaries;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Canaries;

/// <summary>The file in which their owner keeps canaries: a JSON document. Whoever has it knows them.</summary>
internal static class CanaryFile
{
    private const string Format = "roundtable-canaries/1";

    /// <summary>The file's bytes.</summary>
    /// <param name="leaf">The leaf of their commitments; null as long as there is none.</param>
    /// <param name="canaries">The canaries.</param>
    public static byte[] Write(long? leaf, IReadOnlyList<Canary> canaries) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["format"] = Format,
        ["leaf"] = leaf,
        ["canaries"] = Document.Array(canaries, c => new JsonObject { ["text"] = c.Text, ["salt"] = Convert.ToHexStringLower(c.Salt) }),
    }.ToJsonString(Document.Indented) + "\n");

    /// <summary>Reads a file.</summary>
    /// <exception cref="WorkspaceException">When it cannot be read.</exception>
    public static (long? Leaf, IReadOnlyList<Canary> Canaries) Read(string path)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(path)) is JsonObject json && (string?)json["format"] == Format
                && json["canaries"] is JsonArray { Count: > 0 } items)
            {
                Canary[] canaries = [.. items.Select(i => new Canary((string?)i?["text"] ?? "", Convert.FromHexString((string?)i?["salt"] ?? "")))];
                return Array.TrueForAll(canaries, CanarySearch.CanFind) ? ((long?)json["leaf"], canaries)
                    : throw new FormatException("A canary has too few words to be found by");
            }

            throw new FormatException("It has no canaries");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new WorkspaceException(ErrorKind.BadData,
                $"{Neutralise.Line(path)} is not a file that 'roundtable canary make' wrote: {e.Message.TrimEnd('.')}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The canaries {Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }
}
