using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions export</c>.</summary>
internal static class SessionExport
{
    private static readonly string[] _formats = ["markdown", "html", "json", "jsonl"];

    private static readonly Option<string?> _format = new("--format")
    {
        Description = $"One of {string.Join(", ", _formats)} (default: from the file's name, else markdown).",
        HelpName = "FORMAT",
    };

    private static readonly Option<string?> _out = new("--out") { Description = "The file to write; standard output where none is given.", HelpName = "FILE" };

    private static readonly Option<string?> _for = new("--for")
    {
        Description = "What it is exported for ('roundtable judge --help' names the uses): refused unless that is allowed. "
            + "Required for jsonl, a row of chat data for each ballot.",
        HelpName = "USE",
    };

    private static readonly Option<bool> _onlyAllowed = new("--only-allowed")
    {
        Description = "With --for and jsonl: leave out the ballots that may not be used so.",
    };

    private static readonly Option<string?> _register = new("--register")
    {
        Description = "With jsonl: register what is written as a dataset, made of these leaves.",
        HelpName = "NAME@VERSION",
    };

    private static readonly Option<bool> _force = new("--force") { Description = "Replace a file that is there." };

    /// <summary>Its options.</summary>
    public static IReadOnlyList<Symbol> Options => [_format, _out, _for, _onlyAllowed, _register, _force];

    /// <summary>Writes the session in a format.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Parse.GetValue(_out);
        var format = Format(invocation.Parse.GetValue(_format), path, invocation.Json);
        var session = SessionArgument.Session(invocation);
        var text = format == SessionRelease.Rows || invocation.Parse.GetValue(_for) is not null
            ? await ReleaseAsync(invocation, session, format, cancellation)
            : SessionText.Of(session, format);
        if (path is null)
        {
            var shown = invocation.Json && format != "json" ? Document.Line(new JsonObject { ["format"] = format, ["text"] = text }) : text;
            await invocation.Out.WriteAsync(shown);
            await invocation.Out.WriteAsync(shown.EndsWith('\n') ? "" : "\n");
            return ExitCode.Ok;
        }

        if (File.Exists(path) && !invocation.Parse.GetValue(_force))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(path)} is there already: give --force to replace it.");
        }

        PrivateFiles.Replace(Path.GetFullPath(path), Encoding.UTF8.GetBytes(text));
        await (invocation.Json
            ? invocation.Out.WriteLineAsync(Document.Line(new JsonObject { ["file"] = path, ["format"] = format }))
            : invocation.Error.WriteLineAsync($"Written: {Neutralise.Line(path)}"));
        return ExitCode.Ok;
    }

    private static async Task<string> ReleaseAsync(Invocation invocation, SessionDocument session, string format, CancellationToken cancellation)
    {
        var request = new ReleaseRequest(format, Purpose(invocation, format), invocation.Parse.GetValue(_onlyAllowed), Dataset(invocation, format));
        await using var log = new SharedLog(invocation.Workspace);
        var (text, release, ruling, dataset) = await new ReleaseService(invocation.Workspace, log).ReleaseAsync(session, request, cancellation);
        if (ruling is { } leaf)
        {
            await invocation.Error.WriteLineAsync(
                FormattableString.Invariant($"Left out: {string.Join(", ", release.LeftOut)}. The ruling is on the record as leaf {leaf}."));
        }

        if (release.Conditions.Count > 0)
        {
            await invocation.Error.WriteLineAsync($"Allowed with conditions, to be kept: {string.Join("; ", release.Conditions)}.");
        }

        if (dataset is not null)
        {
            var made = VerdictText.Count(release.Allowed.Count, "leaf", "leaves");
            await invocation.Error.WriteLineAsync(FormattableString.Invariant($"{dataset.Entry.Id} is on the record as leaf {dataset.Leaf}, made of {made}."));
        }

        return text;
    }

    private static Use Purpose(Invocation invocation, string format) =>
        invocation.Parse.GetValue(_for) is not { } given
            ? throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"--format {format} writes rows that others train on or publish: say with --for what they are wanted for "
                    + $"({string.Join(", ", Kebab.Names<Use>())}).")
            : UseNames.One(given, "--for takes one use.");

    private static EntryId? Dataset(Invocation invocation, string format)
    {
        if (invocation.Parse.GetValue(_register) is not { } given)
        {
            return null;
        }

        return format == "jsonl" && EntryReference.TryParse(given) is { Version: { } version, Kind: null or EntryKind.Dataset } reference
            ? new EntryId(EntryKind.Dataset, reference.Name, version)
            : throw new WorkspaceException(ErrorKind.InvalidInput, "--register takes NAME@VERSION, and goes with --format jsonl.");
    }

    private static string Format(string? given, string? path, bool json) => given?.ToLowerInvariant() switch
    {
        null when json => "json",
        null => Path.GetExtension(path)?.ToLowerInvariant() switch
        {
            ".html" or ".htm" => "html",
            ".json" => "json",
            ".jsonl" => "jsonl",
            _ => "markdown",
        },
        "md" => "markdown",
        { } name when _formats.Contains(name, StringComparer.Ordinal) => name,
        _ => throw new WorkspaceException(
            ErrorKind.InvalidInput, $"--format '{Neutralise.Line(given)}' is not known; give one of {string.Join(", ", _formats)}."),
    };
}
