using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Roundtable.Cli.CommandLine;

/// <summary>The reference of the command line, made from what the program itself accepts.</summary>
internal static class Reference
{
    private static readonly (int Code, string Meaning)[] _exitCodes =
    [
        (ExitCode.Ok, "done"),
        (ExitCode.CheckFailed, "a check found something wrong: the log, a replay"),
        (ExitCode.NoVerdict, "the panel gave no verdict: too few seats voted, or objections outnumber votes"),
        (ExitCode.Budget, "the budget does not cover the first call"),
        (ExitCode.Denied, "a use was ruled on and is denied"),
        (ExitCode.NotKnown, "a use was ruled on, and nobody can tell from what is known; it is not allowed"),
        (ExitCode.Usage, "the command line, or a value on it, is not accepted"),
        (ExitCode.BadData, "a file is not what it should be: malformed, edited, damaged"),
        (ExitCode.NotFound, "a named file, session, panel or model does not exist"),
        (ExitCode.Unavailable, "a model cannot be reached, or this machine lacks what the program needs (ICU, glibc, the .NET SDK)"),
        (ExitCode.Internal, "a fault of the program itself; a report was written"),
        (ExitCode.Unwritable, "a file could not be written: disk full, no permission"),
        (ExitCode.InUse, "another process is using the data directory"),
        (ExitCode.KeyRefused, "a provider refused the key"),
        (ExitCode.Configuration, "the configuration has errors"),
        (ExitCode.Interrupted, "stopped with Ctrl-C; the session can be resumed"),
    ];

    /// <summary>The reference of <paramref name="root"/> and all that is under it.</summary>
    public static string Markdown(Command root)
    {
        var text = new StringBuilder();
        text.AppendLine("# The command line").AppendLine();
        text.AppendLine("<!-- Written by the program: ./roundtable reference > docs/cli.md -->").AppendLine();
        text.AppendLine($"{root.Description}").AppendLine();
        text.AppendLine("Every verb takes these options:").AppendLine();
        Options(root.Options.Where(o => o.Recursive), text);
        foreach (var command in root.Subcommands.Where(c => !c.Hidden))
        {
            Section(command, "roundtable", text);
        }

        text.AppendLine("## Exit codes").AppendLine().AppendLine("| code | meaning |").AppendLine("| ---: | --- |");
        foreach (var (code, meaning) in _exitCodes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {code} | {meaning} |");
        }

        text.AppendLine().AppendLine("""
            With `--json` standard output holds one JSON document, whatever happens. An error is also told as a sentence on standard error; its document is
            `{"error":{"exitCode":66,"kind":"not-found","message":"…"}}`. What each verb prints: [json.md](json.md).
            """);
        return text.ToString();
    }

    private static void Section(Command command, string path, StringBuilder text)
    {
        var name = $"{path} {command.Name}";
        text.AppendLine($"## {name}").AppendLine().AppendLine(command.Description).AppendLine();
        var arguments = string.Concat(
            command.Arguments.Select(
                a => a.Arity.MinimumNumberOfValues == 0 || a.HasDefaultValue
                    ? $" [{a.Name}]"
                    : a.Arity.MaximumNumberOfValues > 1 ? $" {a.Name}…" : $" {a.Name}"));
        text.AppendLine($"    {name}{arguments}{(command.Options.Any(o => !o.Hidden) ? " [options]" : "")}").AppendLine();
        if (command.Arguments.Count > 0)
        {
            text.AppendLine("| argument | |").AppendLine("| --- | --- |");
            foreach (var argument in command.Arguments)
            {
                text.AppendLine($"| `{argument.Name}` | {Cell(argument.Description)} |");
            }

            text.AppendLine();
        }

        Options(command.Options.Where(o => !o.Hidden && !o.Recursive), text);
        foreach (var sub in command.Subcommands.Where(c => !c.Hidden))
        {
            Section(sub, name, text);
        }
    }

    private static void Options(IEnumerable<Option> options, StringBuilder text)
    {
        var shown = options.Where(o => o.Name is not ("--help" or "--version")).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        text.AppendLine("| option | |").AppendLine("| --- | --- |");
        foreach (var option in shown)
        {
            var names = string.Join(
                ", ",
                option.Aliases.Order(StringComparer.Ordinal).Append(option.Name).Select(a => $"`{a}{(option.HelpName is { } value ? " " + value : "")}`"));
            var standing = option.HasDefaultValue && option.GetDefaultValue() is { } usual and not false
                ? string.Create(CultureInfo.InvariantCulture, $" (default: {usual})")
                : "";
            text.AppendLine($"| {names} | {Cell(option.Description)}{(option.Required ? " Required." : "")}{standing} |");
        }

        text.AppendLine();
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
