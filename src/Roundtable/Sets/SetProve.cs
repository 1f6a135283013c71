using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Cli.Sets;

/// <summary><c>set prove</c>: that one row is in a set, without showing the others.</summary>
internal static class SetProve
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of the set." };
    private static readonly Argument<long> _row = new("ROW") { Description = "The row's line in rows.jsonl, from 1." };
    private static readonly Option<string?> _out = new("--out") { Description = "The file to write; standard output where none is given.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "prove",
        "Prove that a row is in a set: its line, its salt and the hashes to the root, which show nothing of other rows.",
        [_folder, _row, _out],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (folder, row) = (invocation.Parse.GetRequiredValue(_folder), invocation.Parse.GetRequiredValue(_row));
        if (!File.Exists(Path.Combine(folder, SetFiles.Manifest)))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(folder)} is no folder of a set: there is no {SetFiles.Manifest} in it.");
        }

        var proof = RowProof.Make(folder, row - 1);
        if (!proof.Holds(Manifest(folder).Root))
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"{Neutralise.Line(folder)} is damaged: the row does not lead to the root. 'roundtable set verify' says what is wrong.");
        }

        var json = Document.Line(proof.Json());
        if (invocation.Parse.GetValue(_out) is not { } path)
        {
            await invocation.Out.WriteLineAsync(json);
            return ExitCode.Ok;
        }

        await File.WriteAllTextAsync(path, json + "\n", cancellation);
        if (!invocation.Json)
        {
            await invocation.Out.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"Row {row} of {proof.Size:N0} is proved in {Neutralise.Line(path)}."));
        }

        return ExitCode.Ok;
    }

    private static SetManifest Manifest(string folder)
    {
        try
        {
            return SetManifest.Read(File.ReadAllBytes(Path.Combine(folder, SetFiles.Manifest)));
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(Path.Combine(folder, SetFiles.Manifest))}: {e.Message}.", e);
        }
    }
}
