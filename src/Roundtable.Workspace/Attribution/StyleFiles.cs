using System.Text.Json;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Attribution;

/// <summary>Recorded outputs and texts to attribute, as JSON Lines. docs/watch.md describes the fields.</summary>
public static class StyleFiles
{
    /// <summary>Attributes the texts of a file by the outputs of another.</summary>
    /// <param name="recorded">Outputs: <c>family</c>, <c>text</c>, optionally <c>prompt</c>.</param>
    /// <param name="texts">Texts of one hand: <c>text</c>.</param>
    /// <param name="maxWrong">The share of names that may be wrong: above 0, below 0.5.</param>
    /// <param name="seed">The same seed gives the same report.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When a file cannot be read, or there is too little to tell anything.</exception>
    public static StyleReport Attribute(string recorded, string texts, double maxWrong, int seed, CancellationToken cancellation)
    {
        var known = Read(recorded, r => new StyleText(Text(r, "family"), Text(r, "text"), r.TryGetProperty("prompt"u8, out _) ? Text(r, "prompt") : ""));
        List<string> asked = [.. Read(texts, r => Text(r, "text")).Distinct(StringComparer.Ordinal)]; // a text that is there twice tells nothing more
        try
        {
            return StyleAttribution.Attribute(known, asked, maxWrong, seed, cancellation);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, e.Message, e);
        }
    }

    private static List<T> Read<T>(string path, Func<JsonElement, T> read)
    {
        var number = 0L;
        List<T> items = [];
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    items.Add(read(JsonElement.Parse(line)));
                }
            }

            return items;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            var place = FormattableString.Invariant($"{Neutralise.Line(path)}:{number}");
            throw new WorkspaceException(
                ErrorKind.BadData, $"{place}: {Neutralise.Line(e.Message.TrimEnd('.'))}. 'docs/watch.md' describes the fields.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"'{name}' is missing or not a text");
}
