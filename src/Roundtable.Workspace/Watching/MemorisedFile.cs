using System.Text.Json;
using Roundtable.Record.Wording;
using Roundtable.Watching.Memorising;

namespace Roundtable.Workspace.Watching;

/// <summary>Answers of suspect models beside one's own recorded outputs, as JSON Lines. docs/watch.md describes the fields.</summary>
public static class MemorisedFile
{
    /// <summary>Reads a file and tests every suspect.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Of the permutations.</param>
    /// <exception cref="WorkspaceException">When it cannot be read, or there is too little to tell anything.</exception>
    public static IReadOnlyList<MemorisedResult> Test(string path, int seed)
    {
        var number = 0L;
        List<MemorisedItem> items = [];
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    items.Add(Item(JsonElement.Parse(line)));
                }
            }

            number = 0;
            return items.Count > 0 ? MemorisedTest.Run(items, seed) : throw new FormatException("there are no answers, so that nothing can be told");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            var place = number > 0 ? FormattableString.Invariant($"{Neutralise.Line(path)}:{number}") : Neutralise.Line(path);
            throw new WorkspaceException(ErrorKind.BadData, $"{place}: {Neutralise.Line(e.Message.TrimEnd('.'))}. 'docs/watch.md' describes the fields.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The answers {Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }

    private static MemorisedItem Item(JsonElement root) => new(
        Text(root, "suspect"),
        Text(root, "kind") switch { "control" => true, "recorded" => false, _ => throw new FormatException("'kind' is neither recorded nor control") },
        Text(root, "expected"),
        Text(root, "answer"));

    private static string Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"'{name}' is missing or not a text");
}
