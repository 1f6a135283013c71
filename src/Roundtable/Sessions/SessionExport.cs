using System.CommandLine;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions export</c>.</summary>
internal static class SessionExport
{
    private static readonly string[] _formats = ["markdown", "html", "json", "jsonl"];

    private static readonly Option<string?> _format = new("--format") { Description = $"One of {string.Join(", ", _formats)} (default: what the file's name says, else markdown).", HelpName = "FORMAT" };

    private static readonly Option<string?> _out = new("--out") { Description = "The file to write; standard output where none is given.", HelpName = "FILE" };

    private static readonly Option<string?> _for = new("--for") { Description = "What it is exported for ('roundtable judge --help' names the uses): refused unless that is allowed. jsonl, a row of chat data for each ballot, needs it.", HelpName = "USE" };

    private static readonly Option<bool> _onlyAllowed = new("--only-allowed") { Description = "With --for and jsonl: leave out the ballots that may not be used so." };

    private static readonly Option<string?> _register = new("--register") { Description = "With jsonl: register what is written as a dataset, made of these leaves.", HelpName = "NAME@VERSION" };

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
            await invocation.Out.WriteAsync(text);
            await invocation.Out.WriteAsync(text.EndsWith('\n') ? "" : "\n");
            return ExitCode.Ok;
        }

        if (File.Exists(path) && !invocation.Parse.GetValue(_force))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(path)} is there already: give --force to replace it.");
        }

        PrivateFiles.Replace(Path.GetFullPath(path), Encoding.UTF8.GetBytes(text));
        await invocation.Error.WriteLineAsync($"Written: {Neutralise.Line(path)}");
        return ExitCode.Ok;
    }

    private static async Task<string> ReleaseAsync(Invocation invocation, Session session, string format, CancellationToken cancellation)
    {
        var (use, dataset) = (Purpose(invocation, format), Registered(invocation, format));
        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        var log = access.Log ?? throw new WorkspaceException(ErrorKind.NotFound, $"The log of {invocation.Workspace.DataDirectory} cannot be read, so nothing can be ruled.");
        var intent = await SessionRights.IntentAsync(invocation.Workspace, access, cancellation) with { Use = use };
        var release = SessionRelease.Of(access, session, intent, cancellation);
        if (!release.IsWhole)
        {
            var leaves = await RulingRecord.AppendAsync(invocation.Workspace, [(release.Whole, release.Json)], cancellation);
            if (release.Refusal(format, invocation.Parse.GetValue(_onlyAllowed)) is { } refusal)
            {
                throw new WorkspaceException(release.RefusalKind, FormattableString.Invariant($"{refusal} The refusal is on the record as leaf {leaves[0]}."));
            }

            await invocation.Error.WriteLineAsync(FormattableString.Invariant($"Left out: {string.Join(", ", release.LeftOut)}. The ruling is on the record as leaf {leaves[0]}."));
        }

        if (release.Conditions.Count > 0)
        {
            await invocation.Error.WriteLineAsync($"Allowed with conditions, to be kept: {string.Join("; ", release.Conditions)}.");
        }

        if (dataset is not null)
        {
            await RegisterAsync(invocation, session, dataset, intent.As, release.Allowed, cancellation);
        }

        return release.Text(format, log);
    }

    private static async Task RegisterAsync(Invocation invocation, Session session, EntryId dataset, string? whose, IReadOnlyList<Ballot> ballots, CancellationToken cancellation)
    {
        var entry = new DatasetEntry
        {
            Id = dataset,
            Owner = whose,
            Origin = Origin.Synthetic,
            Rows = ballots.Count,
            Collection = $"Ballots of session {session.Id}, exported by this program.",
            Obtained = DateOnly.FromDateTime(session.Opened.UtcDateTime),
        };
        var added = await Registering.AddAsync(invocation.Workspace, [entry], InputLeaves.Of(ballots.Select(b => b.Receipt)), cancellation);
        await invocation.Error.WriteLineAsync(FormattableString.Invariant($"{dataset} is on the record as leaf {added[0].Leaf}, made of {ballots.Count} {(ballots.Count == 1 ? "leaf" : "leaves")}."));
    }

    private static Use Purpose(Invocation invocation, string format) =>
        invocation.Parse.GetValue(_for) is not { } given
            ? throw new WorkspaceException(ErrorKind.InvalidInput, $"--format {format} writes rows that others train on or publish: say with --for what they are wanted for ({string.Join(", ", Kebab.Names<Use>())}).")
        : UseNames.Read([given]) is [var use] ? use
        : throw new WorkspaceException(ErrorKind.InvalidInput, "--for takes one use.");

    private static EntryId? Registered(Invocation invocation, string format)
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
        null => json ? "json" : Path.GetExtension(path)?.ToLowerInvariant() switch { ".html" or ".htm" => "html", ".json" => "json", ".jsonl" => "jsonl", _ => "markdown" },
        "md" => "markdown",
        { } name when _formats.Contains(name, StringComparer.Ordinal) => name,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"--format '{Neutralise.Line(given)}' is not known; give one of {string.Join(", ", _formats)}."),
    };
}
