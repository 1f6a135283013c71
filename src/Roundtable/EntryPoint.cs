using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Keys;

namespace Roundtable.Cli;

/// <summary>Runs a command line and tells errors as a person can use them: one sentence, a documented exit code, no stack trace.</summary>
internal static class EntryPoint
{
    /// <summary>Parses and runs <paramref name="args"/>; returns the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        MlDsa44.Use(new BouncyCastleMlDsa44());
        var parse = Commands.Root(args).Parse(args.Count == 0 ? ["--help"] : args);
        if ((parse.Errors.Count > 0 || parse.CommandResult.Command is RootCommand) && !Commands.IsWhole(parse.RootCommandResult.Command))
        {
            parse = Commands.Root().Parse(args.Count == 0 ? ["--help"] : args);
        }

        if (parse.Errors.Count > 0)
        {
            return await TellAsync(parse, ErrorKind.InvalidInput, Misread(parse));
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = Verb.TimeToEnd(parse.CommandResult.Command),
            });
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last place where an error can still be told in a sentence.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var (kind, message) = WorkspaceError.Describe(e);
            if (kind == ErrorKind.Internal)
            {
                var data = GlobalOptions.Invoke(parse).Workspace.DataDirectory;
                message += CrashReport.Write(data, e, TimeProvider.System.GetUtcNow()) is { } report
                    ? $" What led to it is in {report}: please report it with that file and the command."
                    : " Please report it with the command that led to it.";
            }

            return await TellAsync(parse, kind, message);
        }
    }

    /// <summary>Tells an error as a sentence; with <c>--json</c> also as the one document that whoever reads the output waits for.</summary>
    private static async Task<int> TellAsync(ParseResult parse, ErrorKind kind, string message)
    {
        await Console.Error.WriteLineAsync($"roundtable: {message}");
        var code = ExitCode.Of(kind);
        if (parse.GetResult(GlobalOptions.Json) is { } json && json.GetValueOrDefault<bool>())
        {
            var error = new JsonObject { ["kind"] = Kebab.Name(kind), ["message"] = message, ["exitCode"] = code };
            await Console.Out.WriteLineAsync(Document.Line(new JsonObject { ["error"] = error }));
        }

        return code;
    }

    /// <summary>What is wrong with a command line; for words that are not known, what was probably meant.</summary>
    private static string Misread(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var verbs = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        var options = command.Options.Concat(parse.RootCommandResult.Command.Options.Where(o => o.Recursive)).SelectMany(o => o.Aliases.Append(o.Name));
        var words = parse.UnmatchedTokens.Select(t => $"'{Neutralise.Line(t)}' is not known here{CloseName.Suggest(t, verbs.Concat(options))}").ToList();
        var path = string.Join(' ', Verbs(parse));
        var wrong = words.Count > 0 ? string.Join(' ', words)
            : command.Action is null && verbs.Count > 0 ? $"'{path}' needs one of: {string.Join(", ", verbs)}."
            : string.Join(' ', parse.Errors.Select(e => Neutralise.Line(e.Message)));
        return $"{wrong} '{path} --help' shows what is accepted.";
    }

    private static Stack<string> Verbs(ParseResult parse)
    {
        Stack<string> verbs = [];
        var at = parse.CommandResult;
        while (at.Parent is CommandResult parent)
        {
            verbs.Push(at.Command.Name);
            at = parent;
        }

        verbs.Push("roundtable");
        return verbs;
    }
}
