using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Roundtable.Record.Languages;

namespace Roundtable.Web.Site.Layout;

/// <summary>What the site's scripts say, in the reader's language: they name their texts in calls of <c>t</c>, as pages do in calls of <c>T</c>.</summary>
public static partial class ScriptTexts
{
    private static readonly FrozenDictionary<string, IReadOnlyList<string>> _keys =
        SiteAssets.Scripts.ToFrozenDictionary(static s => s, static s => Keys(SiteAssets.Text(s)), StringComparer.Ordinal);

    /// <summary>The texts of a script, in English, in the order in which they stand there.</summary>
    public static IReadOnlyList<string> Of(string script) => _keys[script];

    /// <summary>The translations that some scripts need, as a JSON object by the English texts; null where there are none.</summary>
    public static string? Json(IEnumerable<string> scripts)
    {
        var texts = scripts.SelectMany(Of).Distinct(StringComparer.Ordinal).Where(Localized.Reader.Texts.ContainsKey)
            .ToDictionary(static text => text, static text => Localized.T(text), StringComparer.Ordinal);
        return texts.Count == 0 ? null : JsonSerializer.Serialize(texts, ScriptTextsJson.Default.DictionaryStringString);
    }

    private static IReadOnlyList<string> Keys(string script) =>
        [.. Call().Matches(script).Select(static m => JsonSerializer.Deserialize(m.Groups[1].Value, ScriptTextsJson.Default.String)!)];

    [GeneratedRegex("""\bt\(("(?:[^"\\]|\\.)*")""", RegexOptions.NonBacktracking)]
    private static partial Regex Call();
}
