using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Watching.Traffic;
using Roundtable.Workspace;

namespace Roundtable.Cli.Watch;

/// <summary><c>watch hash</c>: a provider's log with hashed features in the place of prompts.</summary>
internal static class WatchHash
{
    private static readonly Argument<string> _file = new("FILE") { Description = "The log as JSON Lines, with prompts." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "hash",
        "Write a provider's log with hashed features in the place of prompts, to be watched by somebody who may not read them. A pseudonym, not anonymous: "
            + "who guesses four words in a row can confirm the guess.",
        [_file],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Parse.GetRequiredValue(_file);
        var number = 0L;
        try
        {
            await foreach (var line in File.ReadLinesAsync(path, cancellation))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    await invocation.Out.WriteLineAsync(TrafficLine.WithoutPrompt(line, number));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The traffic {Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new WorkspaceException(ErrorKind.BadData,
                $"{Neutralise.Line(path)}:{number}: {e.Message.TrimEnd('.')}. 'docs/watch.md' describes the fields and converts logs of other programs.", e);
        }

        return ExitCode.Ok;
    }
}
