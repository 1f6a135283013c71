using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Fsck;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log fsck</c>: the files, read by a program that shares nothing with the one that wrote them.</summary>
internal static class LogFsck
{
    private static readonly Option<bool> _repair = new("--repair")
    {
        Description = "Say what can be repaired because the rest of the log proves it; with --yes, repair it and keep what is replaced.",
    };

    private static readonly Option<bool> _yes = new("--yes", "-y") { Description = "Make the repairs." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "fsck", "Check the log's files against their format with an independent reader and list every finding.", [_repair, _yes], RunAsync);

    internal static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var service = new LogService(invocation.Workspace);
        var wanted = invocation.Parse.GetValue(_repair);
        List<Repair> repairs = wanted ? [.. await service.PlanRepairsAsync(cancellation)] : [];
        List<string> kept = [];
        var made = false;
        var yes = invocation.Parse.GetValue(_yes);
        if (repairs.Count > 0 && yes)
        {
            var (written, folder) = await service.RepairAsync(cancellation);
            (repairs, made) = ([.. written], true);
            kept.AddRange(folder is null ? [] : [folder]);
        }

        var findings = await service.CheckFilesAsync(cancellation);
        if (!findings.Any(f => f.IsDamage))
        {
            // A log that can be believed says what the session files are.
            var sessions = new SessionRepair(invocation.Workspace);
            if (wanted && await sessions.PlanAsync(cancellation) is { Count: > 0 } planned)
            {
                if (yes)
                {
                    (planned, var old) = await sessions.RunAsync(cancellation);
                    made = true;
                    kept.AddRange(old);
                }

                repairs.AddRange(planned);
            }

            findings = [.. findings, .. await SessionDamage.FindAsync(invocation.Workspace, cancellation)];
        }

        var damage = findings.Any(f => f.IsDamage);
        await (invocation.Json ? WriteJsonAsync() : WriteTextAsync());
        return damage ? ExitCode.CheckFailed : ExitCode.Ok;

        Task WriteJsonAsync() => invocation.Out.WriteLineAsync(Document.Line(new JsonObject
        {
            ["ok"] = !damage,
            ["findings"] = Document.Array(findings, f => new JsonObject { ["file"] = f.File, ["problem"] = f.Problem, ["damage"] = f.IsDamage }),
            ["repairs"] = wanted ? Document.Array(repairs, r => new JsonObject { ["file"] = r.File, ["action"] = r.Action, ["why"] = r.Why }) : null,
            ["repaired"] = wanted ? made : null,
            ["kept"] = kept.Count > 0 ? string.Join(", ", kept) : null,
        }));

        async Task WriteTextAsync()
        {
            foreach (var repair in repairs)
            {
                await invocation.Out.WriteLineAsync($"{(made ? "repaired" : "repair")}  {repair.File}: {repair.Action}, since {repair.Why}.");
            }

            foreach (var finding in findings)
            {
                await invocation.Out.WriteLineAsync($"{(finding.IsDamage ? "DAMAGE" : "note")}  {finding.File}: {finding.Problem}.");
            }

            await invocation.Out.WriteLineAsync(
                damage ? "The files are damaged." : $"The files in {invocation.Workspace.DataDirectory} are as the format says.");
            if (wanted)
            {
                await invocation.Out.WriteLineAsync(
                    repairs.Count == 0 ? "There is nothing that the rest of the log proves and that could be repaired."
                    : made ? $"What was replaced is in {(kept.Count > 0 ? string.Join(" and ", kept) : "no place: nothing was")}."
                    : "Nothing was changed. Add --yes to make these repairs.");
            }
        }
    }
}
