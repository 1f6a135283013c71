using System.CommandLine;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli;

/// <summary><c>roundtable reference</c>: writes docs/cli.md. It is for those who change the program, so the help leaves it out.</summary>
internal static class ReferenceCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = Verb.Create("reference", "Write the reference of all verbs as Markdown (docs/cli.md).", [], RunAsync);
        command.Hidden = true;
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await invocation.Out.WriteAsync(Reference.Markdown(Commands.Root()));
        return ExitCode.Ok;
    }
}
