namespace Roundtable.Corpus.Rows;

/// <summary>
/// The words of a field's name: <c>response_1</c>, <c>Response1</c> and <c>chosenResponses</c> are two words each, in lower case and in the singular.
/// </summary>
internal static class NameParts
{
    // What a name says besides which model it means.
    private static readonly HashSet<string> _modelWords = new(
        ["model", "name", "id", "slug", "version", "generator", "by", "generated", "llm", "engine"], StringComparer.Ordinal);

    /// <summary>The words of a name.</summary>
    public static List<string> Of(string name)
    {
        List<string> words = [];
        for (var at = 0; at < name.Length;)
        {
            if (!char.IsLetterOrDigit(name[at]))
            {
                at++;
                continue;
            }

            var (start, isDigit) = (at++, char.IsDigit(name[at - 1]));
            while (at < name.Length && char.IsLetterOrDigit(name[at]) && char.IsDigit(name[at]) == isDigit
                && !(char.IsUpper(name[at]) && char.IsLower(name[at - 1])))
            {
                at++;
            }

            var word = name[start..at].ToLowerInvariant();
            words.Add(word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word);
        }

        return words;
    }

    /// <summary>The words of a name without those that only tell fields of one kind apart: numbers, and single letters at the end.</summary>
    public static List<string> Kind(string name)
    {
        var words = Of(name);
        while (words.Count > 1 && (char.IsDigit(words[^1][0]) || words[^1].Length == 1))
        {
            words.RemoveAt(words.Count - 1);
        }

        return words;
    }

    /// <summary>Whether a field's name says that its value names a model that wrote something: <c>model</c>, <c>chosen_model</c>, <c>model_a</c>.</summary>
    public static bool IsModel(string name)
    {
        var words = Of(name);
        return words.Exists(w => w is "model" or "generator" or "llm")
            && Kind(name)[^1] is "model" or "name" or "id" or "slug" or "version" or "generator" or "llm";
    }

    /// <summary>Whether a field's name says that its texts are those that answers are compared with: a model that is named beside them wrote others.</summary>
    public static bool IsReference(string name) => Of(name).Exists(w => w is "reference" or "gold" or "truth" or "correct" or "incorrect" or "human");

    /// <summary>
    /// The words by which the name of a declaration refers to the field that it is about: "chosen" in <c>chosen_model</c>, "a" in <c>model_a</c>.
    /// </summary>
    public static List<string> Subject(string declaration) =>
        [.. Of(declaration).Where(w => !_modelWords.Contains(w) && w is not ("source" or "origin" or "author"))];
}
