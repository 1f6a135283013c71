using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus split</c>: the rows of a corpus in files by origin, or by what a ruling says of them.</summary>
internal static class CorpusSplit
{
    private static readonly Option<string?> _use = new("--use") { Description = "Divide by the ruling on this use instead of by origin.", HelpName = "USE" };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the files; it has to be empty.",
        HelpName = "DIR",
        Required = true,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "split",
        "Write the rows into files by origin, or with --use by the ruling on them.",
        [ReportArgument.Folder, _out, _use, JudgeOptions.As, .. RowOptions.Options],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var split = new CorpusDivision(
            ReportArgument.Read(invocation),
            invocation.Parse.GetRequiredValue(_out),
            RowOptions.Read(invocation),
            invocation.Parse.GetValue(_use) is { } use ? UseNames.One(use, "--use: a corpus is divided for one use at a time.") : null,
            invocation.Parse.GetValue(JudgeOptions.As));
        var files = await split.WriteAsync(invocation.Workspace, cancellation);
        await invocation.Out.WriteLineAsync(
            invocation.Json
                ? Document.Line(new JsonObject
                {
                    ["folder"] = split.Folder,
                    ["files"] = Document.Array(files, f => new JsonObject { ["name"] = f.File, ["rows"] = f.Rows }),
                })
            : files.Count == 0 ? "There is no such row."
            : string.Join('\n', files.Select(f => string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(split.Folder, f.File)}: {f.Rows:N0} rows"))));
        return ExitCode.Ok;
    }
}
