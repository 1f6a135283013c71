using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry add</c>.</summary>
internal static class RegistryAdd
{
    private static readonly Argument<string[]> _files = new("FILE")
    {
        Description = "YAML files with entries; docs/formats/registry.md describes them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> _check = new("--check") { Description = "Only say whether the files could be added." };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [_files, _check];

    /// <summary>Adds the entries of the files, all or none.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var entries = await EntryFiles.ReadAsync(invocation.Parse.GetRequiredValue(_files), cancellation);
        if (invocation.Parse.GetValue(_check))
        {
            await RegistryAppender.SettleAsync(invocation.Workspace, entries, cancellation);
            await invocation.Out.WriteLineAsync(invocation.Json
                ? Document.Line(new JsonObject { ["entries"] = Document.Array(entries, e => e.Id.ToString()) })
                : $"{entries.Count} {(entries.Count == 1 ? "entry" : "entries")} could be added.");
            return ExitCode.Ok;
        }

        await WriteAsync(invocation, await RegistryAppender.AddAsync(invocation.Workspace, entries, [], cancellation));
        return ExitCode.Ok;
    }

    /// <summary>Writes what was added.</summary>
    public static async Task WriteAsync(Invocation invocation, IReadOnlyList<RegisteredEntry> added)
    {
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(added, RegistryJson.Row)));
            return;
        }

        foreach (var entry in added)
        {
            await invocation.Out.WriteLineAsync(Neutralise.Line(
                string.Create(CultureInfo.InvariantCulture, $"{entry.Entry.Id} is on the record as leaf {entry.Leaf}.")));
        }
    }
}
