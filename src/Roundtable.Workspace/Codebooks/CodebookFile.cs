using System.Globalization;
using System.Text;
using Roundtable.Annotation.Codebooks;
using Roundtable.Record.Wording;
using Roundtable.Terms.Yaml;

namespace Roundtable.Workspace.Codebooks;

/// <summary>Codebooks in YAML files.</summary>
public static class CodebookFile
{
    /// <summary>Reads a codebook.</summary>
    /// <exception cref="WorkspaceException">When the file is missing or has an error; every error is listed with its place.</exception>
    public static async Task<Codebook> ReadAsync(string path, CancellationToken cancellation) =>
        File.Exists(path)
            ? Read(await File.ReadAllTextAsync(path, cancellation), path)
            : throw new WorkspaceException(ErrorKind.NotFound, $"There is no codebook {Neutralise.Line(path)}.");

    /// <summary>Reads a codebook from its text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">What the text is called in errors, such as the path of its file.</param>
    /// <exception cref="WorkspaceException">When it has an error; every error is listed with its place.</exception>
    public static Codebook Read(string text, string name)
    {
        List<YamlProblem> problems = [];
        return CodebookReader.Read(text, problems) ?? throw Faulty(name, problems);
    }

    /// <summary>Reads a codebook as <see cref="Codebook.ToJson"/> writes it.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <exception cref="WorkspaceException">When it has an error.</exception>
    public static Codebook ReadJson(string json, string name)
    {
        List<YamlProblem> problems = [];
        return CodebookReader.ReadJson(Encoding.UTF8.GetBytes(json), problems) ?? throw Faulty(name, problems);
    }

    private static WorkspaceException Faulty(string name, List<YamlProblem> problems)
    {
        var lines = problems.OrderBy(p => p.Line).ThenBy(p => p.Column)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"  {name}:{p.Line}:{p.Column}: {p.Text}"));
        var count = problems.Count == 1 ? "an error" : string.Create(CultureInfo.InvariantCulture, $"{problems.Count} errors");
        return new WorkspaceException(ErrorKind.BadData, Neutralise.Text($"The codebook has {count}:\n{string.Join('\n', lines)}"));
    }
}
