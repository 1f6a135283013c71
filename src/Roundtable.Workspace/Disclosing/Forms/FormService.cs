using Roundtable.Disclosure.Forms;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Yaml;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Disclosing.Forms;

/// <summary>A form to be filled in.</summary>
/// <param name="Name">The model or dataset, as a person names it.</param>
/// <param name="Kind">Which form.</param>
/// <param name="Scans">Folders of reports of scans of its data.</param>
/// <param name="Answers">The file with what somebody answers; null for none. One that does not exist has no answers yet.</param>
public sealed record FormRequest(string Name, FormKind Kind, IReadOnlyList<string> Scans, string? Answers);

/// <summary>Fills in forms from what is on record and what somebody answers, writes them, and publishes them.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class FormService(WorkspaceContext workspace)
{
    private const int MaxProblems = 5;

    /// <summary>Fills in a form.</summary>
    /// <exception cref="WorkspaceException">When there is no such model or dataset, a scan is not finished, or the answers do not fit.</exception>
    public async Task<FilledForm> FillAsync(FormRequest request, CancellationToken cancellation)
    {
        var template = FormTemplate.Of(request.Kind);
        var answers = request.Answers is { } path && File.Exists(path) ? Read(path, template) : new Dictionary<string, string>(StringComparer.Ordinal);
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var facts = await Task.Run(() => new FormFactsReader(workspace, access).Read(request.Name, request.Scans, cancellation), cancellation);
        return FilledForm.Fill(template, facts, answers);
    }

    /// <summary>Writes a form into a folder as HTML, Markdown and JSON, and adds what the file of answers lacks.</summary>
    /// <param name="form">The form.</param>
    /// <param name="folder">The folder; it is created where it does not exist.</param>
    /// <param name="answers">The file of answers; null for one in the folder.</param>
    /// <returns>The paths of what was written.</returns>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static IReadOnlyList<string> Write(FilledForm form, string folder, string? answers)
    {
        Directory.CreateDirectory(folder);
        var (name, json) = (Kebab.Name(form.Template.Kind), FormJson.Of(form));
        var asked = answers ?? AnswersIn(folder, form.Template.Kind);
        (string Path, string Text)[] files =
        [
            (Path.Combine(folder, name + ".html"), FormText.Html(json)),
            (Path.Combine(folder, name + ".md"), FormText.Markdown(json)),
            (Path.Combine(folder, name + ".json"), json.ToJsonString(Document.Indented) + "\n"),
            (asked, FormAnswers.Merge(form, File.Exists(asked) ? File.ReadAllText(asked) : null)),
        ];
        foreach (var (path, text) in files)
        {
            File.WriteAllText(path, text);
        }

        return [.. files.Select(f => f.Path)];
    }

    /// <summary>The file of answers in a folder.</summary>
    public static string AnswersIn(string folder, FormKind kind) => Path.Combine(folder, $"{Kebab.Name(kind)}.answers.yaml");

    /// <summary>Puts a form on the record, where it is published and can be compared with later ones.</summary>
    /// <returns>Its leaf.</returns>
    /// <exception cref="WorkspaceException">When the log cannot be written.</exception>
    public Task<long> PublishAsync(FilledForm form, CancellationToken cancellation)
    {
        SortedSet<long> inputs = [.. form.Facts.Commitments.Select(c => c.Leaf).Take(Leaf.MaxInputs - 1)];
        if (form.Facts.Subject.Leaf is { } entry)
        {
            inputs.Add(entry);
        }

        return new DisclosureLog(workspace).AppendAsync(CanonicalJson.Write(FormJson.Of(form)), [.. inputs], cancellation);
    }

    private static IReadOnlyDictionary<string, string> Read(string path, FormTemplate template)
    {
        List<YamlProblem> problems = [];
        var answers = FormAnswers.Read(File.ReadAllText(path), template, problems);
        return problems.Count == 0 ? answers : throw new WorkspaceException(
            ErrorKind.InvalidInput,
            $"{Neutralise.Line(path)} does not fit the form '{Kebab.Name(template.Kind)}': "
                + string.Join(" ", problems.Take(MaxProblems).Select(p => Neutralise.Line(p.ToString()))));
    }
}
