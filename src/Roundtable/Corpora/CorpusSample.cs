using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus sample</c>: rows drawn at random, for people to look at.</summary>
internal static class CorpusSample
{
    private static readonly Option<int> _size = new("--rows") { Description = "How many rows.", HelpName = "N", DefaultValueFactory = _ => 20 };

    private static readonly Option<int> _seed = new("--seed")
    {
        Description = "Random seed; same seed, same rows.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> _out = new("--out") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "sample",
        "Draw rows at random, as JSON Lines with their labels and texts.",
        [ReportArgument.Folder, .. RowOptions.Options, _size, _seed, _out],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var size = invocation.Parse.GetValue(_size) is >= 1 and var n ? n : throw new WorkspaceException(ErrorKind.InvalidInput, "--rows is a number from 1.");
        var rows = await new CorpusService(invocation.Workspace).SampleAsync(
            ReportArgument.Read(invocation), RowOptions.Read(invocation), size, invocation.Parse.GetValue(_seed), cancellation);
        List<string> lines = [.. rows.Select(r => Document.Line(CorpusRows.Json(r)))];
        if (invocation.Parse.GetValue(_out) is not { } path)
        {
            await invocation.Out.WriteLineAsync(invocation.Json ? $"[{string.Join(',', lines)}]" : string.Join(Environment.NewLine, lines));
            return ExitCode.Ok;
        }

        if (File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(path)} is there already: give another name.");
        }

        await File.WriteAllLinesAsync(path, lines, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = path, ["rows"] = lines.Count })
            : string.Create(CultureInfo.InvariantCulture, $"{lines.Count} rows in {Neutralise.Line(path)}."));
        return ExitCode.Ok;
    }
}
