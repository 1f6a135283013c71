using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Scan;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus attest</c>: a person answers with their key for where rows come from.</summary>
internal static class CorpusAttest
{
    private static readonly Option<string> _as = new("--as") { Description = "What the rows are: human, synthetic or mixed.", HelpName = "ORIGIN", Required = true };

    private static readonly Option<string> _says = new("--says") { Description = "How you know, in a sentence.", HelpName = "TEXT", Required = true };

    private static readonly Option<string> _key = new("--key") { Description = "The file with your secret key; where there is none, one is made.", HelpName = "FILE", Required = true };

    private static readonly Option<string?> _name = new("--name") { Description = "For a new key: who you are, as in jane@example.org.", HelpName = "NAME" };

    private static readonly Option<string> _out = new("--out") { Description = "Where the signed note goes; the list of rows goes beside it.", HelpName = "NOTE", Required = true };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("attest", "Sign for where rows come from; 'scan --attested NOTE --trust KEY' takes it into account.", [ReportArgument.Folder, _as, _says, _key, _name, _out, .. RowChoice.Options], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var labels = CorpusRows.Labels(ReportArgument.Scan(invocation).Folder);
        var given = invocation.Parse.GetRequiredValue(_as);
        if (!Kebab.TryParse<Origin>(given, out var origin) || origin == Origin.Unknown)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--as '{Neutralise.Line(given)}' is none of: human, synthetic, mixed.");
        }

        var path = invocation.Parse.GetRequiredValue(_out);
        if (File.Exists(path) || File.Exists(path + ScanAttestations.ListEnding))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(path)} is there already: give another name.");
        }

        var key = Key(invocation);
        var wanted = RowChoice.Of(invocation);
        var digests = await Task.Run(() => RowLabels.Read(labels).Select(l => l.Label).Where(wanted).Select(l => l.Digest.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(), cancellation);
        if (digests.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, "There is no such row to sign for.");
        }

        var list = Encoding.ASCII.GetBytes(string.Join('\n', digests) + "\n");
        var text = Attestation.Text(origin, Neutralise.Line(invocation.Parse.GetRequiredValue(_says)), DateOnly.FromDateTime(invocation.Workspace.Time.GetUtcNow().UtcDateTime), digests.Count, Record.Entries.Digest.Of(list));
        await File.WriteAllBytesAsync(path + ScanAttestations.ListEnding, list, cancellation);
        await File.WriteAllBytesAsync(path, SignedNote.Sign(text, key).ToBytes(), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["note"] = path, ["rows"] = digests.Count, ["key"] = key.Verifier.ToString() })
            : string.Create(CultureInfo.InvariantCulture, $"Signed for {digests.Count:N0} rows: {Neutralise.Line(path)}. Whoever scans gives --attested {Neutralise.Line(path)} --trust {key.Verifier}"));
        return ExitCode.Ok;
    }

    private static SigningKey Key(Invocation invocation)
    {
        var path = invocation.Parse.GetRequiredValue(_key);
        try
        {
            if (File.Exists(path))
            {
                return SigningKey.Parse(File.ReadAllText(path).Trim());
            }

            var made = SigningKey.New(invocation.Parse.GetValue(_name) ?? throw new WorkspaceException(ErrorKind.InvalidInput, $"There is no key in '{Neutralise.Line(path)}'. To make one, say who you are with --name."));
            PrivateFiles.Replace(Path.GetFullPath(path), Encoding.ASCII.GetBytes(made.ToSecret() + "\n"));
            return made;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"'{Neutralise.Line(path)}' holds no secret key: {Neutralise.Line(e.Message)}", e);
        }
    }
}
