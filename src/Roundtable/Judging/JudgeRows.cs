using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;

namespace Roundtable.Cli.Judging;

/// <summary><c>judge FILE</c>: each row of a JSON Lines file, and the file as a whole.</summary>
internal static class JudgeRows
{
    private static readonly Option<string?> _onlyAllowed = new("--only-allowed")
    {
        Description = "For a file: write the rows that may be used, together, to this file.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _rows = new("--rows")
    {
        Description = "For a file: write each row's number and answer to this file, as JSON Lines.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> _force = new("--force") { Description = "Replace files that are there." };

    /// <summary>The options that files have.</summary>
    public static IReadOnlyList<Symbol> Options => [_onlyAllowed, _rows, _force];

    /// <summary>Refuses what only files have.</summary>
    /// <exception cref="WorkspaceException">When it was given.</exception>
    public static void RefuseOptions(Invocation invocation)
    {
        if ((invocation.Parse.GetValue(_onlyAllowed) ?? invocation.Parse.GetValue(_rows)) is not null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                "--only-allowed and --rows are for files of rows. 'roundtable sessions export --for USE --only-allowed' filters a session.");
        }
    }

    /// <summary>Judges a file.</summary>
    public static async Task<int> RunAsync(Invocation invocation, JudgeRequest request, bool record, CancellationToken cancellation)
    {
        var outputs = new RowsOutput(invocation.Parse.GetValue(_onlyAllowed), invocation.Parse.GetValue(_rows), invocation.Parse.GetValue(_force));
        RowsRuling ruling;
        using (var counter = CountLine.Open(invocation, "rows"))
        {
            ruling = await new JudgeService(invocation.Workspace).RuleRowsAsync(request, outputs, record, counter, cancellation);
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(ruling.Json()) : Neutralise.Text(ruling.Text()));
        return ruling.Kept is not null && ruling.Remaining.Count > 0 ? ExitCode.Ok : JudgeCommand.ExitOf([ruling.File.Outcome]);
    }
}
