using System.CommandLine;
using System.Text;
using Roundtable.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Exports;
using Roundtable.Record.Storage;
using Roundtable.Terminal;

namespace Roundtable.Sessions;

/// <summary><c>sessions export</c>.</summary>
internal static class SessionExport
{
    private static readonly string[] _formats = ["markdown", "html", "json"];

    private static readonly Option<string?> _format = new("--format") { Description = $"One of {string.Join(", ", _formats)} (default: what the file's name says, else markdown).", HelpName = "FORMAT" };

    private static readonly Option<string?> _out = new("--out") { Description = "The file to write; standard output where none is given.", HelpName = "FILE" };

    private static readonly Option<bool> _force = new("--force") { Description = "Replace a file that is there." };

    /// <summary>Its options.</summary>
    public static IReadOnlyList<Symbol> Options => [_format, _out, _force];

    /// <summary>Writes the session in a format.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Parse.GetValue(_out);
        var format = Format(invocation.Parse.GetValue(_format), path, invocation.Json);
        var session = SessionArgument.Session(invocation);
        var text = format switch
        {
            "html" => HtmlExport.Of(session),
            "json" => Encoding.UTF8.GetString(SessionJson.Write(session)),
            _ => MarkdownExport.Of(session),
        };
        if (path is null)
        {
            await invocation.Out.WriteAsync(text).ConfigureAwait(false);
            await invocation.Out.WriteAsync(text.EndsWith('\n') ? "" : "\n").ConfigureAwait(false);
            return ExitCode.Ok;
        }

        if (File.Exists(path) && !invocation.Parse.GetValue(_force))
        {
            throw new UserError(ExitCode.Unwritable, $"{Neutralise.Line(path)} is there already: give --force to replace it.");
        }

        PrivateFiles.Replace(Path.GetFullPath(path), Encoding.UTF8.GetBytes(text));
        await invocation.Error.WriteLineAsync($"Written: {Neutralise.Line(path)}").ConfigureAwait(false);
        return ExitCode.Ok;
    }

    private static string Format(string? given, string? path, bool json) => given?.ToLowerInvariant() switch
    {
        null => json ? "json" : Path.GetExtension(path)?.ToLowerInvariant() switch { ".html" or ".htm" => "html", ".json" => "json", _ => "markdown" },
        "md" => "markdown",
        { } name when _formats.Contains(name, StringComparer.Ordinal) => name,
        _ => throw new UserError(ExitCode.Usage, $"--format '{Neutralise.Line(given)}' is not known; give one of {string.Join(", ", _formats)}."),
    };
}
