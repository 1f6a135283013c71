using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
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
        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        var name = invocation.Parse.GetRequiredValue(Organisation);
        var report = ReciprocityLookup.Of(access, name, invocation.Workspace.Time, cancellation)
            ?? throw new WorkspaceException(
                ErrorKind.NotFound,
                $"The registry has no organisation '{Neutralise.Line(name)}'; 'roundtable registry list --kind organisation' shows those there are.");
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(ReciprocityText.Json(report)) : Neutralise.Text(ReciprocityText.Text(report)));
        return ExitCode.Ok;
    }
}
