using System.CommandLine;

namespace Roundtable.CommandLine;

/// <summary>What a verb is given when it runs: its parsed arguments and everything it may touch of the world.</summary>
/// <param name="Parse">The parsed command line.</param>
/// <param name="DataDirectory">Absolute path of the data directory; it may not exist yet.</param>
/// <param name="Json">Whether <c>--json</c> was given: exactly one JSON document goes to <paramref name="Out"/>.</param>
/// <param name="Console">Styled standard output, plain where output is redirected or colour is unwanted.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error: progress, warnings, errors.</param>
/// <param name="Time">The clock.</param>
/// <param name="Variables">Environment variables by name.</param>
internal sealed record Invocation(
    ParseResult Parse,
    string DataDirectory,
    bool Json,
    Spectre.Console.IAnsiConsole Console,
    TextWriter Out,
    TextWriter Error,
    TimeProvider Time,
    IReadOnlyDictionary<string, string> Variables);
