using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus sample</c>: rows drawn at random, for people to look at.</summary>
internal static class CorpusSample
{
    private static readonly Option<int> _size = new("--rows") { Description = "How many rows.", HelpName = "N", DefaultValueFactory = _ => 20 };

    private static readonly Option<int> _seed = new("--seed") { Description = "The same seed draws the same rows.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> _out = new("--out") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("sample", "Draw rows at random, as JSON Lines with their labels and texts.", [ReportArgument.Folder, .. RowChoice.Options, _size, _seed, _out], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (folder, plan) = ReportArgument.Scan(invocation);
        var size = invocation.Parse.GetValue(_size) is >= 1 and var n ? n : throw new WorkspaceException(ErrorKind.InvalidInput, "--rows is a number from 1.");
        var drawn = await Task.Run(() => Draw(CorpusRows.Labels(folder), RowChoice.Of(invocation), size, new Random(invocation.Parse.GetValue(_seed)), cancellation), cancellation);
        List<string> lines = [];
        await CorpusRows.ReadAsync(plan, folder, l => drawn.Contains((l.File, l.Row)), (label, row, _) =>
        {
            lines.Add(Document.Line(CorpusRows.Json(label, CorpusRows.Texts(plan, label, row))));
        }, cancellation);
        if (invocation.Parse.GetValue(_out) is not { } path)
        {
            foreach (var line in lines)
            {
                await invocation.Out.WriteLineAsync(line);
            }

            return ExitCode.Ok;
        }

        if (File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(path)} is there already: give another name.");
        }

        await File.WriteAllLinesAsync(path, lines, cancellation);
        await invocation.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{lines.Count} rows in {Neutralise.Line(path)}."));
        return ExitCode.Ok;
    }

    /// <summary>Each row that is wanted has the same chance (reservoir sampling, Vitter's algorithm R).</summary>
    private static HashSet<(string File, long Row)> Draw(string labels, Func<RowLabel, bool> wanted, int size, Random random, CancellationToken cancellation)
    {
        List<(string, long)> drawn = new(Math.Min(size, 1 << 16));
        long seen = 0;
        foreach (var (label, _) in RowLabels.Read(labels).Where(l => wanted(l.Label)))
        {
            cancellation.ThrowIfCancellationRequested();
            seen++;
            if (drawn.Count < size)
            {
                drawn.Add((label.File, label.Row));
            }
            else if (random.NextInt64(seen) is var at && at < size)
            {
                drawn[(int)at] = (label.File, label.Row);
            }
        }

        return [.. drawn];
    }
}
