using System.Collections;
using System.CommandLine;
using Roundtable.Workspace;
using Spectre.Console;

namespace Roundtable.Cli.CommandLine;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    /// <summary>What a rehearsal's panelist takes for an answer where somebody watches.</summary>
    private static readonly TimeSpan _watchedPace = TimeSpan.FromMilliseconds(700);

    /// <summary><c>--data DIR</c>.</summary>
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Where sessions and the log live (default: ROUNDTABLE_DATA, else roundtable under XDG_DATA_HOME).",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document instead of text.",
        Recursive = true,
    };

    /// <summary><c>--store ADDRESS</c>.</summary>
    public static Option<string?> Store { get; } = new("--store")
    {
        Description = "The PostgreSQL database with the log, postgres://user@host/database (default: ROUNDTABLE_STORE, else files in the data directory).",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    /// <summary><c>--config FILE</c>.</summary>
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "The configuration to use instead of the roundtable.yaml that is found.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Makes the invocation that belongs to a parsed command line, over the real console, clock and environment.</summary>
    public static Invocation Invoke(ParseResult parse)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
        return new Invocation(parse, Workspace(parse, variables), parse.GetValue(Json), Styled(variables), Console.Out, Console.Error);
    }

    /// <summary>The workspace that a command line means.</summary>
    private static WorkspaceContext Workspace(ParseResult parse, IReadOnlyDictionary<string, string> variables) => new(
        DataDirectory(parse.GetValue(Data), variables), parse.GetValue(Config), parse.GetValue(Store), TimeProvider.System, variables)
    {
        RehearsalPace = Console.IsOutputRedirected ? TimeSpan.Zero : _watchedPace,
    };

    /// <summary>Plain where output is redirected or NO_COLOR (no-color.org) is set, whatever else the environment suggests.</summary>
    private static IAnsiConsole Styled(Dictionary<string, string> variables)
    {
        var plain = Console.IsOutputRedirected || variables.GetValueOrDefault("NO_COLOR") is { Length: > 0 };
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Out),
        });
    }

    /// <summary>Absolute path of the data directory, per the XDG Base Directory Specification.</summary>
    internal static string DataDirectory(string? given, IReadOnlyDictionary<string, string> variables)
    {
        string? Variable(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        var home = Variable("XDG_DATA_HOME")
            ?? Path.Combine(Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.GetFullPath(given ?? Variable("ROUNDTABLE_DATA") ?? Path.Combine(home, "roundtable"));
    }
}
