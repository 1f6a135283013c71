using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose attest</c>: files are those of a model or a dataset, signed and on the record.</summary>
internal static class DiscloseAttest
{
    private static readonly Argument<string[]> _files = new("FILES")
    {
        Description = "Files and folders: weights, data. A folder is attested as a whole: another file in it is found later.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> _of = new("--of")
    {
        Description = "The model or dataset of the registry that they are, such as model:acme/small@2.",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<string?> _out = new("--out")
    {
        Description = $"The file to write, beside or above the files; else {AttestationService.DefaultName} in or beside the first. The proof goes beside it.",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "attest",
        "Attest with the log's key that files are those of a model or a dataset (in-toto statement in a Sigstore bundle), and put it on the record. "
            + "'roundtable verify' checks it.",
        [_files, _of, _out],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var made = await new AttestationService(invocation.Workspace).AttestAsync(
            parse.GetRequiredValue(_files), parse.GetRequiredValue(_of), parse.GetValue(_out), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(made)) : Text(made));
        return ExitCode.Ok;
    }

    private static JsonObject Json(MadeAttestation made) => new()
    {
        ["file"] = made.Path,
        ["proof"] = made.Proof,
        ["leaf"] = made.Leaf,
        ["statement"] = JsonNode.Parse(made.Statement.Write()),
        ["signedBy"] = made.SignedBy.ToString(),
    };

    private static string Text(MadeAttestation made) => string.Create(
        CultureInfo.InvariantCulture,
        $"Files attested for {made.Statement.Entry}: {made.Statement.Files.Count:N0}, leaf {made.Leaf}.\n"
            + $"Give {Neutralise.Line(made.Path)} and {Neutralise.Line(made.Proof)} with the files. To verify them: roundtable verify "
            + $"{Neutralise.Line(made.Path)} --key {made.SignedBy}");
}
