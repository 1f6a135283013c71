using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log fsck</c>: the files, read by a program that shares nothing with the one that wrote them.</summary>
internal static class LogFsck
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("fsck", "Check the log's files against their format with an independent reader and list every finding.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var findings = await new LogService(invocation.Workspace).CheckFilesAsync(cancellation);
        if (!findings.Any(f => f.IsDamage))
        {
            findings = [.. findings, .. await SessionDamage.FindAsync(invocation.Workspace, cancellation)]; // of a log that can be believed
        }

        var damage = findings.Any(f => f.IsDamage);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["ok"] = !damage,
                ["findings"] = Document.Array(
                    findings, f => new JsonObject { ["file"] = f.File, ["problem"] = f.Problem, ["damage"] = f.IsDamage }),
            }));
        }
        else
        {
            foreach (var finding in findings)
            {
                await invocation.Out.WriteLineAsync($"{(finding.IsDamage ? "DAMAGE" : "note")}  {finding.File}: {finding.Problem}.");
            }

            await invocation.Out.WriteLineAsync(
                damage ? "The files are damaged." : $"The files in {invocation.Workspace.DataDirectory} are as the format says.");
        }

        return damage ? ExitCode.CheckFailed : ExitCode.Ok;
    }
}
