using System.Text.Json;
using System.Text.RegularExpressions;
using Roundtable.Annotation.Runs;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Web.Site.Languages;

/// <summary>Every text that the sources name for translation.</summary>
internal static partial class TextKeys
{
    /// <summary>The texts, each with the file that names it first.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(static f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            if (file.EndsWith(".razor", StringComparison.Ordinal) || text.Contains("Languages.Localized", StringComparison.Ordinal)
                || text.Contains("Localized.T(", StringComparison.Ordinal))
            {
                foreach (Match call in Call().Matches(text))
                {
                    keys.TryAdd(string.Concat(Literal().Matches(call.Groups[1].Value).Select(static l => JsonSerializer.Deserialize<string>(l.Value))), file);
                }
            }
        }

        foreach (var (text, script) in SiteAssets.Scripts.SelectMany(static script => ScriptTexts.Of(script).Select(text => (text, script))))
        {
            keys.TryAdd(text, script);
        }

        IEnumerable<string> named =
        [
            .. Kebab.Names<Roundtable.Corpus.Origins.Origin>(), .. Kebab.Names<EvidenceKind>(), .. Kebab.Names<Strength>(), .. Kebab.Names<FieldRole>(), .. Kebab.Names<EntryKind>(),
            .. Kebab.Names<Effect>(), .. Kebab.Names<TallyLabel>(), .. Kebab.Names<RunState>(), .. Kebab.Names<RunKind>(), .. Kebab.Names<EdgeKind>(),
            .. Kebab.Names<Roundtable.Disclosure.Sums.Unit>(), .. Kebab.Names<Roundtable.Watching.Findings.FindingGrade>(),
            .. Kebab.Names<Roundtable.Terms.Uses.Subject>(), .. Kebab.Names<Roundtable.Terms.Uses.ModelKind>(),
        ];
        foreach (var name in named)
        {
            keys.TryAdd(Kebab.Spaced(name), "an enumeration");
        }

        return keys;
    }

    [GeneratedRegex("""\b(?:T|TMarkup|TLater)\(\s*("(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
