using System.CommandLine;
using Roundtable.Workspace;

namespace Roundtable.Cli.CommandLine;

/// <summary>What a verb is given when it runs: its parsed arguments and everything it may touch of the world.</summary>
/// <param name="Parse">The parsed command line.</param>
/// <param name="Workspace">The data directory, its configuration, the clock and the environment.</param>
/// <param name="Json">Whether <c>--json</c> was given: exactly one JSON document goes to <paramref name="Out"/>.</param>
/// <param name="Console">Styled standard output, plain where output is redirected or colour is unwanted.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error: progress, warnings, errors.</param>
internal sealed record Invocation(
    ParseResult Parse,
    WorkspaceContext Workspace,
    bool Json,
    Spectre.Console.IAnsiConsole Console,
    TextWriter Out,
    TextWriter Error);
