using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus diff</c>: what became of the rows from one scan to another.</summary>
internal static class CorpusDiff
{
    private static readonly Argument<string> _second = new("OTHER") { Description = "The folder of another one." };

    private static readonly Option<int> _max = new("--max")
    {
        Description = "Maximum number of rows named of each kind; the counts are of all.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "diff", "Compare two scans: rows added, removed and edited, and rows whose origin changed.", [ReportArgument.Folder, _second, _max], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var max = invocation.Parse.GetValue(_max);
        if (max < 0)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--max {max}: a number from 0 on is expected.");
        }

        var difference = await CorpusService.DifferenceAsync(
            ReportArgument.Read(invocation), invocation.Parse.GetRequiredValue(_second), max, cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Json(difference)));
        }
        else
        {
            await invocation.Out.WriteAsync(Text(difference), cancellation);
        }

        return ExitCode.Ok;
    }

    private static JsonObject Json(RowDifference difference) => new()
    {
        ["same"] = difference.Same,
        ["added"] = difference.Added,
        ["removed"] = difference.Removed,
        ["edited"] = difference.Edited,
        ["changed"] = Document.Array(difference.Changed, c => new JsonObject
        {
            ["from"] = Kebab.Name(c.From),
            ["to"] = Kebab.Name(c.To),
            ["rows"] = c.Rows,
            ["first"] = Name(c.First),
        }),
        ["addedRows"] = Document.Array(difference.AddedRows, r => Name(r)),
        ["removedRows"] = Document.Array(difference.RemovedRows, r => Name(r)),
        ["editedRows"] = Document.Array(difference.EditedRows, r => new JsonObject { ["from"] = Name(r.From), ["to"] = Name(r.To) }),
    };

    private static StringBuilder Text(RowDifference difference)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{difference.Same:N0} rows are in both with the same origin; {difference.Added:N0} were added, ")
            .AppendLine(CultureInfo.InvariantCulture, $"{difference.Removed:N0} removed, {difference.Edited:N0} edited.");
        foreach (var change in difference.Changed)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {change.Rows,12:N0} from {Kebab.Name(change.From)} to {Kebab.Name(change.To)}, first {Neutralise.Line(Name(change.First))}");
        }

        List(text, "Added", difference.Added, difference.AddedRows, Name);
        List(text, "Removed", difference.Removed, difference.RemovedRows, Name);
        List(text, "Edited", difference.Edited, difference.EditedRows, r => $"{Name(r.From)} -> {Name(r.To)}");
        return text;
    }

    private static void List<T>(StringBuilder text, string title, long count, IReadOnlyList<T> rows, Func<T, string> name)
    {
        if (rows.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine(title);
        foreach (var row in rows)
        {
            text.Append("  ").AppendLine(Neutralise.Line(name(row)));
        }

        if (count > rows.Count)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  and {count - rows.Count:N0} more (--max)");
        }
    }

    private static string Name(RowPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Row}");
}
