using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose commit</c>: root and totals of a corpus on the record.</summary>
internal static class DiscloseCommit
{
    private static readonly Argument<string> _source = new("FOLDER") { Description = "The folder of a scan's report, or of a training set." };
    private static readonly Option<string> _out = new("--out")
    {
        Description = "A new folder for the commitment. Rows cannot be opened without what it holds.",
        HelpName = "FOLDER",
        Required = true,
    };

    private static readonly Option<string?> _name = new("--name") { Description = "What the corpus is called; else as the folder is." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "commit",
        "Commit to every row, and put the root and the totals by origin, model and licence on the record. Nothing of a row is shown.",
        [_source, _out, _name],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        MadeCommitment made;
        using (var counter = CountLine.Open(invocation, "rows", every: 4096))
        {
            made = await new CommitService(invocation.Workspace).CommitAsync(
                invocation.Parse.GetRequiredValue(_source),
                invocation.Parse.GetRequiredValue(_out),
                invocation.Parse.GetValue(_name),
                counter,
                cancellation);
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(made)) : Text(made));
        return ExitCode.Ok;
    }

    private static JsonObject Json(MadeCommitment made) => new()
    {
        ["folder"] = made.Folder,
        ["leaf"] = made.Leaf,
        ["proof"] = made.Proof,
        ["commitment"] = JsonNode.Parse(made.Corpus.Write()),
    };

    private static string Text(MadeCommitment made)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Neutralise.Line(made.Corpus.Name)}: {made.Corpus.Rows:N0} rows are committed to, ")
            .Append(CultureInfo.InvariantCulture, $"{made.Corpus.Distinct:N0} of them different, leaf {made.Leaf}.\n")
            .Append("Root ").Append(made.Corpus.Root.Hash).Append('\n');
        foreach (var (number, amount) in made.Corpus.Root.Sums.Amounts)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{amount.Rows,12:N0} rows {amount.Bytes,15:N0} bytes  class {number}: {Neutralise.Line(made.Corpus.Classes[number].ToString())}\n");
        }

        return text.Append(
            CultureInfo.InvariantCulture,
            $"Give {Neutralise.Line(made.Proof)} to whoever wants to audit it. Keep {Neutralise.Line(made.Folder)}, and the corpus as it is.").ToString();
    }
}
