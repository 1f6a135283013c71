using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using Spectre.Console;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry</c> and <c>registry list</c>.</summary>
internal static class RegistryList
{
    private static readonly Option<string?> _kind = new("--kind") { Description = "Only entries of a kind: " + EntryId.Kinds + ".", HelpName = "KIND" };

    private static readonly Option<string?> _text = new("--text") { Description = "Only entries that contain this text.", HelpName = "TEXT" };

    /// <summary>The filters.</summary>
    public static IReadOnlyList<Symbol> Options => [_kind, _text];

    /// <summary>Lists entries.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var filter = EntryFilter.Parse(invocation.Parse.GetValue(_kind), invocation.Parse.GetValue(_text));
        using var reader = new WorkspaceReader(invocation.Workspace);
        var shown = await new RegistryService(invocation.Workspace, reader).ListAsync(filter, cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(shown, RegistryJson.Row)));
            return ExitCode.Ok;
        }

        if (shown.Count == 0)
        {
            await invocation.Out.WriteLineAsync("No entry passes these filters.");
            return ExitCode.Ok;
        }

        var listing = new Listing(new("Kind"), new("Name"), new("Version"), new("On record"), new("What", Wraps: true));
        foreach (var entry in shown)
        {
            listing.Add(
                Kebab.Name(entry.Entry.Id.Kind),
                entry.Entry.Id.Name,
                entry.Entry.Id.Version,
                entry.Leaf is { } leaf ? FormattableString.Invariant($"leaf {leaf}") : new Listing.Cell("starter set", new Style(decoration: Decoration.Dim)),
                EntryText.InALine(entry.Entry));
        }

        listing.Write(invocation.Console);
        return ExitCode.Ok;
    }
}
