namespace Roundtable.Workspace.Search;

/// <summary>Turns what a person types into a query of SQLite's FTS5 that is never a syntax error.</summary>
public static class SearchQuery
{
    /// <summary>
    /// Every word has to be there; words between quotation marks have to stand together; the last word may be the beginning
    /// of one. Null where there is nothing to search for.
    /// </summary>
    public static string? Query(string typed)
    {
        var parts = typed.Split('"');
        List<string> terms = [];
        for (var i = 0; i < parts.Length; i++)
        {
            // Odd parts stand between quotation marks; a mark that nothing closes quotes to the end.
            terms.AddRange(i % 2 == 1 ? [parts[i]] : parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        terms.RemoveAll(t => !t.Any(char.IsLetterOrDigit));
        return terms.Count == 0 ? null : string.Join(' ', terms.Select(t => $"\"{t.Trim()}\"")) + (parts.Length == 1 ? "*" : "");
    }
}
