using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus attest</c>: a person answers with their key for where rows come from.</summary>
internal static class CorpusAttest
{
    private static readonly Option<string> _as = new("--as")
    {
        Description = "What the rows are: human, synthetic or mixed.",
        HelpName = "ORIGIN",
        Required = true,
    };

    private static readonly Option<string> _says = new("--says") { Description = "How you know, in a sentence.", HelpName = "TEXT", Required = true };

    private static readonly Option<string> _key = new("--key")
    {
        Description = "The file with your secret key; where there is none, one is made.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string?> _name = new("--name") { Description = "For a new key: who you are, as in jane@example.org.", HelpName = "NAME" };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "Where the signed note goes; the list of rows goes beside it.",
        HelpName = "NOTE",
        Required = true,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "attest",
        "Sign for where rows come from; 'scan --attested NOTE --trust KEY' takes it into account.",
        [ReportArgument.Folder, _as, _says, _key, _name, _out, .. RowOptions.Options],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var given = invocation.Parse.GetRequiredValue(_as);
        if (!Kebab.TryParse<Origin>(given, out var origin) || origin == Origin.Unknown)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--as '{Neutralise.Line(given)}' is none of: human, synthetic, mixed.");
        }

        var note = invocation.Parse.GetRequiredValue(_out);
        var request = new AttestationRequest(
            ReportArgument.Read(invocation),
            RowOptions.Read(invocation),
            origin,
            invocation.Parse.GetRequiredValue(_says),
            invocation.Parse.GetRequiredValue(_key),
            invocation.Parse.GetValue(_name),
            note);
        var (rows, key) = await request.SignAsync(invocation.Workspace.Time, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["note"] = note, ["rows"] = rows, ["key"] = key.ToString() })
            : string.Create(CultureInfo.InvariantCulture, $"Signed for {rows:N0} rows: {Neutralise.Line(note)}. ")
                + $"Whoever scans gives --attested {Neutralise.Line(note)} --trust {key}");
        return ExitCode.Ok;
    }
}
