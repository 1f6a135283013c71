using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Fsck;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log fsck</c>: the files, read by a program that shares nothing with the one that wrote them.</summary>
internal static class LogFsck
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("fsck", "Go through the files one by one with a reader of its own and tell everything that is not as the format says.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (LogAccess.Database(invocation.Workspace) is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "'log fsck' reads files; for a log in a database use 'log verify'.");
        }

        var findings = await Task.Run(() => DataDirectoryCheck.Run(invocation.Workspace.DataDirectory, cancellation).ToList(), cancellation);
        var damage = findings.Any(f => f.IsDamage);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["ok"] = !damage,
                ["findings"] = Document.Array(findings, f => new JsonObject { ["file"] = f.File, ["problem"] = f.Problem, ["damage"] = f.IsDamage }),
            }));
        }
        else
        {
            foreach (var finding in findings)
            {
                await invocation.Out.WriteLineAsync($"{(finding.IsDamage ? "DAMAGE" : "note")}  {finding.File}: {finding.Problem}.");
            }

            await invocation.Out.WriteLineAsync(damage ? "The files are damaged." : $"The files in {invocation.Workspace.DataDirectory} are as the format says.");
        }

        return damage ? ExitCode.CheckFailed : ExitCode.Ok;
    }
}
