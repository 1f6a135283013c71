using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Cli.Judging;

/// <summary><c>judge FILE</c>: each row of a JSON Lines file, and the file as a whole.</summary>
internal static class JudgeRows
{
    private static readonly Option<string?> _onlyAllowed = new("--only-allowed") { Description = "For a file: write the rows that may be used, together, to this file.", HelpName = "FILE" };

    private static readonly Option<string?> _rows = new("--rows") { Description = "For a file: write each row's number and answer to this file, as JSON Lines.", HelpName = "FILE" };

    private static readonly Option<bool> _force = new("--force") { Description = "Replace files that are there." };

    /// <summary>The options that files have.</summary>
    public static IReadOnlyList<Symbol> Options => [_onlyAllowed, _rows, _force];

    /// <summary>Refuses what only files have.</summary>
    /// <exception cref="WorkspaceException">When it was given.</exception>
    public static void RefuseOptions(Invocation invocation)
    {
        if ((invocation.Parse.GetValue(_onlyAllowed) ?? invocation.Parse.GetValue(_rows)) is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--only-allowed and --rows are for files of rows. 'roundtable sessions export --for USE --only-allowed' filters a session.");
        }
    }

    /// <summary>Judges a file.</summary>
    public static async Task<int> RunAsync(Invocation invocation, RegistryAccess access, string path, IReadOnlyList<Intent> intents, bool record, CancellationToken cancellation)
    {
        if (intents.Count > 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A file is judged for one use at a time.");
        }

        var (kept, sidecar) = (invocation.Parse.GetValue(_onlyAllowed), invocation.Parse.GetValue(_rows));
        foreach (var written in ((string?[])[kept, sidecar]).OfType<string>())
        {
            if (Path.GetFullPath(written) == Path.GetFullPath(path) || (File.Exists(written) && !invocation.Parse.GetValue(_force)))
            {
                throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(written)} is there already: give another name, or --force to replace it.");
            }
        }

        var judged = new RowFile(access, intents[0]);
        var progress = Console.IsErrorRedirected || invocation.Json ? null : invocation.Error;
        await using (var answers = sidecar is null ? null : new StreamWriter(sidecar, append: false, new UTF8Encoding(false), 1 << 16))
        {
            await judged.ReadAsync(path, count: true, (number, _, group) => answers?.WriteLine(group is null
                ? string.Create(CultureInfo.InvariantCulture, $"{{\"row\":{number},\"outcome\":\"unreadable\"}}")
                : string.Create(CultureInfo.InvariantCulture, $"{{\"row\":{number},\"outcome\":\"{Kebab.Name(group.Ruling.Outcome)}\"}}")), progress, cancellation);
        }

        var remaining = judged.Rulings.Remaining();
        if (kept is not null)
        {
            await using var output = new FileStream(kept, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            await judged.ReadAsync(path, count: false, (_, line, group) =>
            {
                if (group is not null && remaining.Contains(group))
                {
                    output.Write(line);
                    output.WriteByte((byte)'\n');
                }
            }, null, cancellation);
        }

        var json = RowsWords.Json(path, intents[0], judged, remaining);
        if (record && intents[0] is { Without.Count: 0, Obtained: null })
        {
            json["leaf"] = await RowsRecord.AppendAsync(invocation.Workspace, judged, json, cancellation);
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(json) : Neutralise.Text(RowsWords.Text(path, intents[0], judged, remaining, kept)));
        return kept is not null && remaining.Count > 0 ? ExitCode.Ok : JudgeCommand.ExitOf([judged.Outcome]);
    }
}
