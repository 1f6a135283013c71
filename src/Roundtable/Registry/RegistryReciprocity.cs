using System.CommandLine;
using Roundtable.CommandLine;
using Roundtable.Lineage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Reciprocity;
using Roundtable.Terms.Registry;
using Roundtable.Workspace;

namespace Roundtable.Registry;

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
        var report = Of(access, name, invocation.Workspace.Time, cancellation)
            ?? throw new WorkspaceException(ErrorKind.NotFound, $"The registry has no organisation '{Neutralise.Line(name)}'; 'roundtable registry list --kind organisation' shows those there are.");
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(ReciprocityWords.Json(report)) : Neutralise.Text(ReciprocityWords.Text(report)));
        return ExitCode.Ok;
    }

    /// <summary>The report on an organisation; null where the registry does not have it.</summary>
    public static ReciprocityReport? Of(RegistryAccess access, string name, TimeProvider time, CancellationToken cancellation) =>
        access.Registry.Versions(EntryKind.Organisation, name).LastOrDefault() is { } organisation
            ? ReciprocityReport.Of(organisation.Entry.Id.Name, access.Registry, access.Things, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellation)
            : null;
}
