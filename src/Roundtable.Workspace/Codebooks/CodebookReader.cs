using System.Globalization;
using Roundtable.Annotation.Codebooks;
using Roundtable.Deliberation.Fields;
using Roundtable.Record.Wording;
using Roundtable.Terms.Yaml;
using Roundtable.Workspace.Configuration;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Workspace.Codebooks;

/// <summary>Reads codebooks from YAML, strictly: every problem is reported at once, with its place. docs/gold.md describes the file.</summary>
internal static class CodebookReader
{
    private const int MaxName = 60;
    private const int MaxClassName = 100;
    private const int MaxText = 60_000;
    private const int MaxScore = 1_000_000;
    private const int MaxListed = 20;

    private static readonly string[] _spans = ["spans", "span", "entities", "tokens"];
    private static readonly string[] _several = ["multi-label", "multilabel", "multi_label", "multiple", "choose-many"];

    /// <summary>The codebook of a file; null where there is a problem.</summary>
    public static Codebook? Read(string text, List<YamlProblem> problems) =>
        YamlMap.Parse(text, problems) is { } map ? Read(map, problems) : Missing(problems);

    /// <summary>The codebook that <see cref="Codebook.ToJson"/> wrote; null where there is a problem.</summary>
    public static Codebook? ReadJson(ReadOnlySpan<byte> json, List<YamlProblem> problems) =>
        YamlMap.OfJson(json, problems) is { } map ? Read(map, problems) : Missing(problems);

    private static Codebook? Missing(List<YamlProblem> problems)
    {
        if (problems.Count == 0)
        {
            problems.Add(new YamlProblem(1, 1, "The file is empty. A codebook has a name, instructions, and classes, scores or a schema."));
        }

        return null;
    }

    private static Codebook? Read(YamlMap map, List<YamlProblem> problems)
    {
        Refuse(map, _spans, "Spans are not supported: a codebook labels whole items. Split the items, or ask for a JSON schema with the passage as a text.");
        Refuse(map, _several, "Several labels for one item are not supported: write one codebook for each, with two classes.");
        var name = map.RequiredText("name");
        if (name is not null && (name.Length > MaxName || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            map.Problem("name", $"'{Neutralise.Line(name)}' cannot name a codebook: use lower-case letters, digits and hyphens, {MaxName} at most.");
        }

        var instructions = Long(map, "instructions", map.RequiredText("instructions"));
        var form = ReadForm(map, problems);
        var codebook = new Codebook(name ?? "", instructions ?? "", form ?? new CodebookForm.Classes([]))
        {
            CannotTell = Long(map, "cannot-tell", map.Text("cannot-tell")),
            Examples = [.. map.List("examples").Select(n => Example(n, form, problems)).OfType<CodebookExample>()],
        };
        map.End();
        return problems.Count == 0 && form is not null ? codebook : null;
    }

    private static void Refuse(YamlMap map, IEnumerable<string> keys, string why)
    {
        foreach (var key in keys.Where(map.Has))
        {
            map.Problem(key, why);
        }
    }

    private static CodebookForm? ReadForm(YamlMap map, List<YamlProblem> problems)
    {
        var classes = map.Node("classes");
        var scores = map.Node("scores");
        var schema = map.Node("schema");
        if (new[] { classes, scores, schema }.Count(n => n is not null) != 1)
        {
            map.Problem(map.Itself, "A codebook has exactly one of 'classes', 'scores' and 'schema'.");
            return null;
        }

        return classes is not null ? ReadClasses(map, problems) : scores is not null ? ReadScores(scores, problems) : ReadSchema(map, schema!);
    }

    private static CodebookForm.Classes ReadClasses(YamlMap map, List<YamlProblem> problems)
    {
        List<CodebookClass> classes = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase) { CodebookAnswer.CannotTellText };
        var list = map.List("classes").ToList();
        foreach (var node in list)
        {
            if (YamlMap.Of(node, "A class", problems) is not { } one)
            {
                continue;
            }

            var name = one.RequiredText("name")?.Trim();
            if (name is { Length: 0 or > MaxClassName } || name?.Any(char.IsControl) == true)
            {
                one.Problem("name", $"The name of a class has 1 to {MaxClassName} characters on one line.");
            }
            else if (name is not null && !names.Add(name))
            {
                one.Problem("name", name.Equals(CodebookAnswer.CannotTellText, StringComparison.OrdinalIgnoreCase)
                    ? "'cannot tell' is always an answer; say under 'cannot-tell' when it is the right one."
                    : $"The class '{name}' is there twice; names must differ in more than letter case.");
            }

            var definition = Long(one, "definition", one.RequiredText("definition"));
            classes.Add(new CodebookClass(name ?? "", definition ?? "") { Examples = one.Texts("examples") });
            one.End();
        }

        if (list.Count is < 2 or > CodebookForm.MaxValues)
        {
            map.Problem("classes", $"There must be 2 to {CodebookForm.MaxValues} classes, not {list.Count}.");
        }

        return new CodebookForm.Classes(classes);
    }

    private static CodebookForm.Scores? ReadScores(YamlNode node, List<YamlProblem> problems)
    {
        if (YamlMap.Of(node, "'scores'", problems) is not { } map)
        {
            return null;
        }

        foreach (var key in new[] { "min", "max" }.Where(k => !map.Has(k)))
        {
            map.Problem(node, $"'{key}' is missing.");
        }

        var (min, max) = (map.Whole("min", -MaxScore, MaxScore), map.Whole("max", -MaxScore, MaxScore));
        if (min is { } low && max is { } high && (high <= low || high - low >= CodebookForm.MaxValues))
        {
            map.Problem("max", $"'max' must be above 'min', and there may be at most {CodebookForm.MaxValues} scores.");
        }

        SortedDictionary<int, ScoreAnchor> anchors = [];
        foreach (var (key, value) in map.Entries("anchors"))
        {
            if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score) || score < min || score > max)
            {
                map.Problem(value, $"The anchor '{Neutralise.Line(key)}' is not a whole score of the range.");
            }
            else if (map.Text(value, key) is { } meaning)
            {
                anchors[score] = new ScoreAnchor(score, meaning);
            }
        }

        map.End();
        return min < max && max - min < CodebookForm.MaxValues ? new CodebookForm.Scores(min.Value, max.Value, [.. anchors.Values]) : null;
    }

    private static CodebookForm.Schema? ReadSchema(YamlMap map, YamlNode node)
    {
        try
        {
            return new CodebookForm.Schema(AnswerSchema.Of(YamlJson.Of(node)));
        }
        catch (FormatException e)
        {
            map.Problem(node, e.Message);
            return null;
        }
    }

    private static CodebookExample? Example(YamlNode node, CodebookForm? form, List<YamlProblem> problems)
    {
        if (YamlMap.Of(node, "An example", problems) is not { } map)
        {
            return null;
        }

        var (text, given, why) = (Long(map, "text", map.RequiredText("text")), map.Node("answer"), map.Text("why"));
        var answer = given switch
        {
            null => null,
            YamlScalarNode { Value: { } scalar } => form?.Read(scalar),
            _ => form?.Read(YamlJson.Of(given).GetRawText()),
        };
        if (given is null)
        {
            map.Problem(node, "'answer' is missing.");
        }
        else if (form is not null && answer is null)
        {
            var answers = form.Values.Count > 0 ? $": {string.Join(", ", form.Values.Take(MaxListed))}, {CodebookAnswer.CannotTellText}" : "";
            map.Problem(given, $"The answer is none of the codebook's{answers}.");
        }

        map.End();
        return text is not null && answer is { } right ? new CodebookExample(text, right, why) : null;
    }

    private static string? Long(YamlMap map, string key, string? text)
    {
        if (text is { } given && (given.Length > MaxText || string.IsNullOrWhiteSpace(given)))
        {
            map.Problem(key, $"'{key}' must have 1 to {MaxText} characters.");
        }

        return text?.Trim();
    }
}
