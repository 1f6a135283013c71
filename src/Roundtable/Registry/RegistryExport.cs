using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Disclosure.Standards;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry export</c>.</summary>
internal static class RegistryExport
{
    private static readonly Option<string> _as = new("--as")
    {
        Description = "croissant, spdx, cyclonedx, prov, hf-card or dps.",
        HelpName = "STANDARD",
        Required = true,
    };

    private static readonly Option<string?> _out = new("--out") { Description = "The file to write; standard output where none is given.", HelpName = "FILE" };

    private static readonly Option<string?> _for = new("--for")
    {
        Description = "Put into the document what is ruled on these uses as of today, with commas between them, or all.",
        HelpName = "USES",
    };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [RegistryShow.Name, _as, _for, _out];

    /// <summary>Writes the document.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var format = NamedValue.Read<CardFormat>("--as", invocation.Parse.GetRequiredValue(_as))
            ?? throw new WorkspaceException(ErrorKind.InvalidInput, "--as is missing.");
        using var reader = new WorkspaceReader(invocation.Workspace);
        var name = invocation.Parse.GetRequiredValue(RegistryShow.Name);
        var (text, missing) = await new EntryExport(invocation.Workspace, new RegistryService(invocation.Workspace, reader))
            .WriteAsync(name, format, invocation.Parse.GetValue(_for), cancellation);
        foreach (var (member, add) in missing)
        {
            await invocation.Error.WriteLineAsync($"The standard requires '{member}', and the registry does not know it: add {add} to the entry.");
        }

        if (invocation.Parse.GetValue(_out) is not { } path)
        {
            await invocation.Out.WriteAsync(text);
            return ExitCode.Ok;
        }

        await File.WriteAllTextAsync(path, text, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = path, ["as"] = Kebab.Name(format) })
            : $"{Neutralise.Line(name)} is in {Neutralise.Line(path)}, as {Kebab.Name(format)}.");
        return ExitCode.Ok;
    }
}
