using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry reciprocity</c>.</summary>
internal static class RegistryReciprocity
{
    /// <summary><c>ORG</c>.</summary>
    public static Argument<string> Organisation { get; } = new("ORG") { Description = "An organisation of the registry." };

    /// <summary>Writes the report.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var reader = new WorkspaceReader(invocation.Workspace);
        var report = await new RegistryService(invocation.Workspace, reader).ReciprocityAsync(invocation.Parse.GetRequiredValue(Organisation), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(ReciprocityText.Json(report)) : Neutralise.Text(ReciprocityText.Text(report)));
        return ExitCode.Ok;
    }
}
