using Roundtable.Cli;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Sessions;
using Spectre.Console;

namespace Roundtable.Tests.Cli.Ask;

public sealed class SessionRunTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Stopped_before_its_plan_is_on_the_record_it_promises_no_resume()
    {
        var workspace = new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));
        var error = new StringWriter();
        var invocation = new Invocation(
            Commands.Root().Parse(["ask", "Should we?"]), workspace, Json: false,
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), TextWriter.Null, error);
        var lineup = await Seating.ResolveAsync(workspace, "rehearsal", null, null, new("", null, null), false, 1, Cancellation);
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var plan = new SessionPlan(
            SessionId.New(opened), opened, new Question("Should we?", ["Yes", "No"], []), [.. lineup.Seats.Select(s => s.Seat)], lineup.Moderator!.Seat.Model,
            new SessionSettings(false, 1, 1, 1, false, 3, null, 60, 600));
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        using var pressed = new CancellationTokenSource();
        await pressed.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await SessionRun.RunAsync(invocation, log, plan, lineup, null, pressed.Token));
        Assert.Equal("Stopped before anything was asked: there is nothing to resume.", error.ToString().Trim());
        Assert.Empty(await InterruptedSessions.FindAsync(log, Cancellation));
    }
}
