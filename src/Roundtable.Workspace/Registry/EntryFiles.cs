using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;

namespace Roundtable.Workspace.Registry;

/// <summary>YAML files with entries of the registry.</summary>
public static class EntryFiles
{
    /// <summary>Reads the entries of files, in order.</summary>
    /// <exception cref="WorkspaceException">When a file is missing, or any of them has an error; every error is listed with its place.</exception>
    public static async Task<IReadOnlyList<Entry>> ReadAsync(IEnumerable<string> paths, CancellationToken cancellation)
    {
        List<Entry> entries = [];
        List<string> errors = [];
        foreach (var path in paths)
        {
            if (!File.Exists(path))
            {
                throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
            }

            List<YamlProblem> problems = [];
            entries.AddRange(EntryReader.Read(await File.ReadAllTextAsync(path, cancellation), problems));
            errors.AddRange(problems.OrderBy(p => p.Line).ThenBy(p => p.Column)
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"  {path}:{p.Line}:{p.Column}: {p.Text}")));
        }

        return errors.Count == 0
            ? entries
            : throw new WorkspaceException(
                ErrorKind.BadData,
                Neutralise.Text(
                    $"Nothing was added; there {(errors.Count == 1 ? "is an error" : $"are {errors.Count} errors")}:\n{string.Join('\n', errors)}"));
    }
}
