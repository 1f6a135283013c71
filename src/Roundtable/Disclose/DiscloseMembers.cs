using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose members</c>: the texts of a corpus as hashes that others can look theirs up in.</summary>
internal static class DiscloseMembers
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of a scan's report." };
    private static readonly Option<string> _out = new("--out")
    {
        Description = "The file to write. Whoever has it can find out whether a text that they have, or can guess, is in the corpus.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string?> _name = new("--name")
    {
        Description = "What the corpus is called; the folder's name otherwise.",
        HelpName = "NAME",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "members",
        "Write the texts of a corpus as salted hashes, so that others find theirs in it with 'roundtable trace --members' without seeing it.",
        [_folder, _out, _name],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var written = await new MembershipService(invocation.Workspace).WriteAsync(
            invocation.Parse.GetRequiredValue(_folder), invocation.Parse.GetRequiredValue(_out), invocation.Parse.GetValue(_name), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = written.Path, ["rows"] = written.Rows, ["short"] = written.TooShort })
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{written.Rows:N0} rows are in {Neutralise.Line(written.Path)} as hashes, for 'roundtable trace TEXT --members'. "
                    + $"{written.TooShort:N0} texts were too short."));
        return ExitCode.Ok;
    }
}
