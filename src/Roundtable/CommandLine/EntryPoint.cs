using System.CommandLine;
using Roundtable.Record.Storage;

namespace Roundtable.CommandLine;

/// <summary>Runs a command line and tells errors as a person can use them: one sentence, a documented exit code, no stack trace.</summary>
internal static class EntryPoint
{
    /// <summary>Parses and runs <paramref name="args"/>; returns the exit code.</summary>
    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args)
    {
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"roundtable: {string.Join(" ", parse.Errors.Select(e => e.Message))} 'roundtable --help' shows what is accepted.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last place where an error can still be told in a sentence.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var (code, message) = Told(e);
            await Console.Error.WriteLineAsync($"roundtable: {message}").ConfigureAwait(false);
            return code;
        }
    }

    /// <summary>Exit code and sentence for an error.</summary>
    internal static (int Code, string Message) Told(Exception e) => e switch
    {
        UserError user => (user.ExitCode, user.Message),
        LogInUseException => (ExitCode.InUse, e.Message),
        DamagedLogException => (ExitCode.BadData, e.Message),
        IOException or UnauthorizedAccessException => (ExitCode.Unwritable, e.Message),
        _ => (ExitCode.Internal, $"A fault of the program itself ({e.GetType().Name}): {e.Message} Please report it with the command that led to it."),
    };
}
