using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Yaml;

namespace Roundtable.Disclosure.Forms;

/// <summary>
/// What somebody answers to the items of a form: a YAML file with a text a key, which people edit. What stands in it is kept as it is; keys that are missing
/// are added at its end.
/// </summary>
public static class FormAnswers
{
    /// <summary>Reads a file. Keys without a text are answers to nothing.</summary>
    /// <param name="text">The file.</param>
    /// <param name="template">The form, which says what keys there are.</param>
    /// <param name="problems">Is told of everything that does not fit.</param>
    public static IReadOnlyDictionary<string, string> Read(string text, FormTemplate template, IList<YamlProblem> problems)
    {
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        if (YamlMap.Parse(text, problems) is not { } map)
        {
            return answers;
        }

        foreach (var key in template.Items.Select(i => i.Key))
        {
            if (map.Text(key)?.Trim() is { Length: > 0 } answer)
            {
                answers.Add(key, answer);
            }
        }

        map.End();
        return answers;
    }

    /// <summary>A file for a form, or one that is there with the keys that it lacks.</summary>
    /// <param name="form">The form, whose figures are shown as comments.</param>
    /// <param name="text">The file that is there; null for none.</param>
    public static string Merge(FilledForm form, string? text)
    {
        var merged = new StringBuilder(text ?? $"# Answers for {form.Subject}, form {Kebab.Name(form.Template.Kind)}.\n"
            + "# They stand beside what is on record, and never in its place. Leave empty what is not known.\n");
        if (merged.Length > 0 && merged[^1] != '\n')
        {
            merged.Append('\n');
        }

        List<YamlProblem> ignored = [];
        var map = text is null ? null : YamlMap.Parse(text, ignored);
        foreach (var section in form.Sections)
        {
            var missing = section.Items.Where(i => map?.Has(i.Item.Key) != true).ToList();
            if (missing.Count > 0)
            {
                merged.Append($"\n# {section.Section.Number} {section.Section.Title}\n");
            }

            foreach (var (item, _, figures, _) in missing)
            {
                merged.Append($"\n# {item.Title}{(item.YesNo ? " (yes or no)" : "")}{(item.Optional ? " (optional)" : "")}\n");
                foreach (var figure in figures.Take(3))
                {
                    merged.Append($"#   on record: {Neutralise.Line(figure.Text)}\n");
                }

                merged.Append($"{item.Key}:\n");
            }
        }

        return merged.ToString();
    }
}
