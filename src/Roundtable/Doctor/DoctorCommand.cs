using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Workspace.Diagnostics;
using Roundtable.Workspace.Documents;
using Spectre.Console;

namespace Roundtable.Cli.Doctor;

/// <summary><c>roundtable doctor</c>: what the program rests on here, in one table.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("doctor", "Check keys, disk, clock, ICU, permissions, the log, the configuration and models.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var found = await new WorkspaceCheck(invocation.Workspace).ExamineAsync(cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(DiagnosisJson.Of(found)));
        }
        else
        {
            var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn("Health").NoWrap())
                .AddColumn(new TableColumn("Subject").NoWrap()).AddColumn("Found");
            foreach (var diagnosis in found)
            {
                var health = diagnosis.Health switch { Health.Ok => "[green]ok[/]", Health.Warning => "[yellow]warning[/]", _ => "[red]FAILED[/]" };
                var fix = diagnosis.Fix is { } text ? $"\n[dim]{TerminalMarkup.Line(text)}[/]" : "";
                table.AddRow(new Markup(health), new Markup(TerminalMarkup.Line(diagnosis.Subject)), new Markup(TerminalMarkup.Text(diagnosis.Found) + fix));
            }

            invocation.Console.Write(table);
        }

        return found.All(d => d.Health != Health.Failed) ? ExitCode.Ok : ExitCode.CheckFailed;
    }
}
