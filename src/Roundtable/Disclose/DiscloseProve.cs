using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose prove</c>: that a row is committed to, or that none is equal to it.</summary>
internal static class DiscloseProve
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of the commitment." };
    private static readonly Argument<string> _row = new("ROW")
    {
        Description = "A file with the row as it stands in the corpus (its line), or SHA-256 of it in hexadecimal.",
    };

    private static readonly Option<string> _out = new("--out") { Description = "The file to write.", HelpName = "FILE", Required = true };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "prove",
        "Prove in one file that a row is committed to, or that no row is equal to it. 'roundtable verify' checks it.",
        [_folder, _row, _out],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (row, output) = (invocation.Parse.GetRequiredValue(_row), invocation.Parse.GetRequiredValue(_out));
        var content = Digest.TryParse(row, null, out var digest) ? digest
            : File.Exists(row) ? Digest.Of((await File.ReadAllBytesAsync(row, cancellation)).AsSpan().TrimEnd("\r\n"u8))
            : throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(row)}, and it is no SHA-256 in hexadecimal.");
        var isThere = await new AuditedService(invocation.Workspace).ProveAsync(invocation.Parse.GetRequiredValue(_folder), content, output, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = output, ["content"] = content.ToString(), ["present"] = isThere })
            : isThere ? $"The row is committed to; {Neutralise.Line(output)} shows it, and the row with it."
            : $"No row with SHA-256 {content} is committed to; {Neutralise.Line(output)} shows it.");
        return ExitCode.Ok;
    }
}
