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

        var table = new Table().Border(TableBorder.None)
            .AddColumn("Kind").AddColumn(new TableColumn("Name").NoWrap()).AddColumn(new TableColumn("Version").NoWrap())
            .AddColumn("What").AddColumn("On record");
        foreach (var entry in shown)
        {
            table.AddRow(
                new Markup(Kebab.Name(entry.Entry.Id.Kind)),
                new Markup(TerminalMarkup.Line(entry.Entry.Id.Name)),
                new Markup(TerminalMarkup.Line(entry.Entry.Id.Version)),
                new Markup(TerminalMarkup.Line(EntryText.InALine(entry.Entry))),
                new Markup(entry.Leaf is { } leaf ? FormattableString.Invariant($"leaf {leaf}") : "[dim]starter set[/]"));
        }

        invocation.Console.Write(table);
        return ExitCode.Ok;
    }
}
