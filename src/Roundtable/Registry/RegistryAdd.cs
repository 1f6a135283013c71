using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry add</c>.</summary>
internal static class RegistryAdd
{
    private static readonly Argument<string[]> _files = new("FILE") { Description = "YAML files with entries; docs/formats/registry.md describes them.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<bool> _check = new("--check") { Description = "Only say whether the files could be added." };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [_files, _check];

    /// <summary>Adds the entries of the files, all or none.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        List<Entry> entries = [];
        List<string> wrong = [];
        foreach (var path in invocation.Parse.GetRequiredValue(_files))
        {
            if (!File.Exists(path))
            {
                throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
            }

            List<YamlProblem> problems = [];
            entries.AddRange(EntryReader.Read(await File.ReadAllTextAsync(path, cancellation), problems));
            wrong.AddRange(problems.OrderBy(p => p.Line).ThenBy(p => p.Column).Select(p => string.Create(CultureInfo.InvariantCulture, $"  {path}:{p.Line}:{p.Column}: {p.Text}")));
        }

        if (wrong.Count > 0)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Text($"Nothing was added; there {(wrong.Count == 1 ? "is an error" : $"are {wrong.Count} errors")}:\n{string.Join('\n', wrong)}"));
        }

        if (invocation.Parse.GetValue(_check))
        {
            using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
            Registering.Check(access, entries);
            await invocation.Out.WriteLineAsync(invocation.Json
                ? Document.Line(new JsonObject { ["entries"] = Document.Array(entries, e => e.Id.ToString()) })
                : $"{entries.Count} {(entries.Count == 1 ? "entry" : "entries")} could be added.");
            return ExitCode.Ok;
        }

        var added = await Registering.AddAsync(invocation.Workspace, entries, [], cancellation);
        await TellAsync(invocation, added);
        return ExitCode.Ok;
    }

    /// <summary>Says what was added.</summary>
    public static async Task TellAsync(Invocation invocation, IReadOnlyList<RegisteredEntry> added)
    {
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(added, RegistryJson.Row)));
            return;
        }

        foreach (var entry in added)
        {
            await invocation.Out.WriteLineAsync(Neutralise.Line(string.Create(CultureInfo.InvariantCulture, $"{entry.Entry.Id} is on the record as leaf {entry.Leaf}.")));
        }
    }
}
