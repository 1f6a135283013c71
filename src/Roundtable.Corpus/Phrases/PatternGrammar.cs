using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>The rules of a list: its patterns with the words of their tables in them, by language, and the names that they speak of. Thread-safe.</summary>
internal sealed partial class PatternGrammar
{
    /// <summary>Versions and variants after a name: <c>-4o</c>, <c> 3.5 Sonnet</c>, <c> R1</c>, <c> Chat</c>.</summary>
    // Only what stands apart is repeated, so that a row of figures can be read in one way: a hundred of them would have no end otherwise.
    private const string Version =
        $@"(?:[ -]?{Number})?(?:[ -](?:{Number}|(?:chat|pro|plus|max|mini|turbo|opus|sonnet|haiku|flash|ultra|lite|nano|maverick|scout|heavy|fast|x|large|"
        + @"small|medium|instruct|preview|thinking|bot|coder|reasoner|premier|micro|air|vl|base|code|oss|math|omni|distill|experimental|next|assistant|model)"
        + $@"(?:{Number})?)){{0,8}}";

    private const string Number = @"(?:v|r|k|m)?\d(?:[\w.]{0,30}\w)?";

    private readonly (string Form, ModelEntry Model)[] _models;
    private readonly (string Form, MakerEntry Maker)[] _makers;

    // Rules share words, and what was found of them in a text.
    private readonly ConcurrentDictionary<string, LiteralSet> _sets = new(StringComparer.Ordinal);

    /// <summary>Compiles the patterns of a list.</summary>
    public PatternGrammar(PhraseFile file)
    {
        _models = [.. Forms(file.Models, m => m.Forms)];
        _makers = [.. Forms(file.Makers, m => m.Forms)];
        Dictionary<string, string[]> names = new(StringComparer.Ordinal)
        {
            ["name"] = Folded(_models.Select(m => m.Form)),
            ["distinct"] = Folded(_models.Where(m => !m.Model.Ambiguous).Select(m => m.Form)),
            ["maker"] = Folded(_makers.Select(m => m.Form)),
            ["onlymaker"] = Folded(_makers.Where(m => !m.Maker.General).Select(m => m.Form)),
        };
        Languages = [.. file.Languages.Select(l => Compile(l, file.Templates, names))];
        Traces = [.. file.Traces.Select(t => Rule(t.Id, t.Text, t.Strength, t.Vendor, names))];
    }

    /// <summary>The rules of each language, with words one of which stands near everything that they find.</summary>
    public IReadOnlyList<LanguageRules> Languages { get; }

    /// <summary>The traces.</summary>
    public IReadOnlyList<PatternRule> Traces { get; }

    /// <summary>The model that a folded hit names first, or whose maker it names; null for neither.</summary>
    public string? Model(string hit) => First(_models, hit)?.Name.ToLowerInvariant() ?? First(_makers, hit)?.Model;

    /// <summary>The words by which texts are found that are worth a search.</summary>
    public static void AddTriggers(PhraseFile file, WordTriggers triggers)
    {
        foreach (var form in file.Models.Where(m => !m.Ambiguous).SelectMany(m => m.Forms).Concat(file.Makers.Where(m => !m.General).SelectMany(m => m.Forms)))
        {
            Add(triggers, form);
        }

        foreach (var language in file.Languages)
        {
            IReadOnlyList<string> Table(string name) => language.Tables.GetValueOrDefault(name) ?? [];
            string[] before = [.. new[] { "intro", "adv", "art", "as", "adj" }.SelectMany(Table).SelectMany(PhraseFile.Expand).Where(w => w.Length > 0)];
            foreach (var kind in Table("triggers").Concat(language.Templated ? [.. Table("kind1"), .. Table("kind2"), .. Table("kind3")] : []))
            {
                foreach (var form in PhraseFile.Expand(kind))
                {
                    AddKind(triggers, form, before, Table("kind3").Contains(kind, StringComparer.Ordinal));
                }
            }

            // Where particles are part of the word, a name stands with each of them.
            foreach (var suffix in Table("suffixes"))
            {
                foreach (var form in file.Models.SelectMany(m => m.Forms).Concat(file.Makers.SelectMany(m => m.Forms)))
                {
                    Add(triggers, form + suffix);
                }
            }

            // People are trained by Google, too: only beside the word that says who made it. They pay with Apple, and find something on Google.
            string[] made =
            [
                .. Table("made").SelectMany(PhraseFile.Expand).Select(m => m.TrimEnd().Split(' ')[^1]).Where(m => m.Length > 0 && m is not ("with" or "on"))
                    .Distinct(StringComparer.Ordinal),
            ];
            foreach (var maker in file.Makers.Where(m => m.General).SelectMany(m => m.Forms).SelectMany(PhraseFile.Expand))
            {
                foreach (var word in made)
                {
                    triggers.Add($"{word} {maker.Split(' ')[0]}", WordTriggers.Kinds.Pattern);
                }
            }
        }

        foreach (var trigger in file.Traces.SelectMany(t => t.Triggers).SelectMany(PhraseFile.Expand))
        {
            triggers.Add(trigger, WordTriggers.Kinds.Trace);
        }
    }

    private static void AddKind(WordTriggers triggers, string form, string[] before, bool isBot)
    {
        // Cut into words this would be "a" and "I", and every "Am I being" a reason to look.
        if (form.Contains("a.i.", StringComparison.Ordinal))
        {
            triggers.AddMark("a.i.", WordTriggers.Kinds.Pattern);
            triggers.AddMark("A.I.", WordTriggers.Kinds.Pattern);
            return;
        }

        if (form.IndexOfAny([' ', '-', '\'', '.']) >= 0 || form.Length > 5 || form.Any(c => c > 0x2E80))
        {
            // Of programs and assistants there are too many to look at each.
            if (!isBot || new[] { "bot", "бот", " " }.Any(part => form.Contains(part, StringComparison.Ordinal)))
            {
                Add(triggers, form);
            }

            return;
        }

        foreach (var word in isBot ? [] : before)
        {
            triggers.Add($"{word} {form}", WordTriggers.Kinds.Pattern);
        }
    }

    private static void Add(WordTriggers triggers, string form)
    {
        foreach (var text in PhraseFile.Expand(form))
        {
            triggers.Add(text, WordTriggers.Kinds.Pattern);

            // People leave accents out.
            triggers.Add(TextFolding.Of(text), WordTriggers.Kinds.Pattern);
        }
    }

    private LanguageRules Compile(LanguageEntry language, IReadOnlyList<PatternEntry> templates, Dictionary<string, string[]> names)
    {
        var tables = new Dictionary<string, string[]>(names, StringComparer.Ordinal);
        foreach (var (name, words) in language.Tables)
        {
            tables[name] = Folded(words.SelectMany(PhraseFile.Expand));
        }

        var all = (language.Templated ? templates.Select(t => t with { Id = $"{language.Language}-{t.Id}" }) : []).Concat(language.Patterns);
        IEnumerable<string> Words(string table) => (language.Tables.GetValueOrDefault(table) ?? []).SelectMany(PhraseFile.Expand);
        var cues = new[] { "intro", "as", "was", "cues", "self2" }.SelectMany(Words);
        return new LanguageRules(
            LiteralSet.Anywhere(cues.Select(TextFolding.Of).Where(c => c.Length > 0)),
            new(() => Expression(
                $@"\b(?:{OneOf(Folded(Words("report")))})"
                    + $@"(?:(?: (?:that|which|que|dass|dat|che|что|ان))?[ ,:]*|[ ,]*: ?[^.!?\n]{{0,{SelfIdentification.MaxReport}}})$")),
            new(() => Expression($@"^(?:[,.!?]? ?[""'—–]? ?)(?:{OneOf(Folded(Words("after")))})\b")),
            [.. all.Select(p => Rule(p.Id, p.Text, p.Strength, null, tables))]);
    }

    private PatternRule Rule(string id, string text, Strength strength, string? vendor, Dictionary<string, string[]> tables)
    {
        var needs = new Lazy<PatternNeeds>(() =>
        {
            var (required, heads) = PatternLiterals.Of(TextFolding.Of(text), tables);
            return new PatternNeeds([.. required.Select(r => Shared(LiteralSet.Anywhere(r)))], heads is null ? null : LiteralSet.AtBeginning(heads));
        });
        return new PatternRule(
            id,
            new(() =>
            {
                var filled = Table().Replace(text, m => m.Groups["table"].Value is var name && name == "v" ? Version : OneOf(tables[name]));
                return Expression(needs.Value.Heads is null ? filled : $@"\G(?:{filled})");
            }),
            needs,
            strength,
            vendor);

        LiteralSet Shared(LiteralSet set) => _sets.GetOrAdd(string.Join('\n', set.Literals), set);
    }

    private static IEnumerable<(string Form, T Item)> Forms<T>(IReadOnlyList<T> items, Func<T, IReadOnlyList<string>> forms) =>
        items.SelectMany(i => forms(i).SelectMany(PhraseFile.Expand).Select(f => (TextFolding.Of(f), i))).OrderByDescending(f => f.Item1.Length);

    /// <summary>The item whose name stands first in a hit; the longest of those that begin there.</summary>
    private static T? First<T>((string Form, T Item)[] items, string hit)
        where T : class
    {
        var (first, found) = (int.MaxValue, (T?)null);
        foreach (var (form, item) in items)
        {
            if (Place(hit, form) is var place and >= 0 && place < first)
            {
                (first, found) = (place, item);
            }
        }

        return found;
    }

    /// <summary>Where a name stands in a hit between letters and anything else; -1 for nowhere.</summary>
    private static int Place(string hit, string form)
    {
        for (var at = hit.IndexOf(form, StringComparison.Ordinal); at >= 0; at = hit.IndexOf(form, at + 1, StringComparison.Ordinal))
        {
            var end = at + form.Length;
            if ((at == 0 || !char.IsAsciiLetter(hit[at - 1]) || !char.IsAsciiLetter(hit[at])) && (end == hit.Length || !char.IsAsciiLetter(hit[end])))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>
    /// Words as they stand in folded texts. In falling order a word stands before those that begin it, and those with a beginning in common stand together.
    /// </summary>
    private static string[] Folded(IEnumerable<string> words) =>
        [.. words.Select(TextFolding.Of).Distinct(StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal)];

    private static string OneOf(IEnumerable<string> words) => string.Join('|', words.Select(Regex.Escape));

    // With the words of the tables in them the patterns are too large for RegexOptions.NonBacktracking. What they repeat is bounded, so that the time for each
    // place of a text is; the limit is for mistakes.
    private static Regex Expression(string text) =>
        new(TextFolding.Of(text), RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    [GeneratedRegex("%(?<table>[a-z0-9]+)%", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Table();
}
