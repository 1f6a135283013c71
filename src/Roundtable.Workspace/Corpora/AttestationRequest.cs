using System.Text;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Corpora;

/// <summary>A person answers with their key for where rows come from.</summary>
/// <param name="Report">The folder of the report.</param>
/// <param name="Wanted">Which rows.</param>
/// <param name="Origin">What the rows are: human, synthetic or mixed.</param>
/// <param name="Statement">How the person knows, in a sentence.</param>
/// <param name="KeyFile">The file with the secret key; where there is none, one is made.</param>
/// <param name="KeyName">For a new key: who signs, as in <c>jane@example.org</c>.</param>
/// <param name="Note">Where the signed note goes; the list of rows goes beside it.</param>
public sealed record AttestationRequest(
    string Report, RowFilter Wanted, Origin Origin, string Statement, string KeyFile, string? KeyName, string Note)
{
    /// <summary>Signs, and writes the note and its list.</summary>
    /// <returns>How many rows were signed for, and the key that verifies the signature.</returns>
    /// <exception cref="WorkspaceException">When a file is there already, there is no such row, or no key.</exception>
    public async Task<(int Rows, VerifierKey Key)> SignAsync(TimeProvider time, CancellationToken cancellation)
    {
        var labels = ScanFolder.Existing(Report).Folder.Labels();
        var listed = Note + ScanAttestations.ListEnding;
        if (File.Exists(Note) || File.Exists(listed))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(Note)} is there already: give another name.");
        }

        var key = Key();
        var digests = await Task.Run(() => Digests(labels), cancellation);
        if (digests.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, "There is no such row to sign for.");
        }

        var list = Encoding.ASCII.GetBytes(string.Join('\n', digests) + "\n");
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var text = Attestation.Text(Origin, Neutralise.Line(Statement), today, digests.Count, Digest.Of(list));
        await File.WriteAllBytesAsync(listed, list, cancellation);
        await File.WriteAllBytesAsync(Note, SignedNote.Sign(text, key).ToBytes(), cancellation);
        return (digests.Count, key.Verifier);
    }

    private List<string> Digests(string labels) =>
    [
        .. RowLabels.Read(labels).Select(l => l.Label).Where(Wanted.Has).Select(l => l.Digest.ToString())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private SigningKey Key()
    {
        var path = Neutralise.Line(KeyFile);
        if (File.Exists(KeyFile))
        {
            try
            {
                return SigningKey.Parse(File.ReadAllText(KeyFile).Trim());
            }
            catch (FormatException e)
            {
                throw new WorkspaceException(ErrorKind.BadData, $"'{path}' holds no secret key: {Neutralise.Line(e.Message)}", e);
            }
        }

        if (KeyName is null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"There is no key in '{path}'. To make one, say who you are with --name.");
        }

        if (!VerifierKey.IsName(KeyName))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--name '{Neutralise.Line(KeyName)}' cannot name a key: white space and plus signs are not allowed.");
        }

        var made = SigningKey.New(KeyName);
        PrivateFiles.Replace(Path.GetFullPath(KeyFile), Encoding.ASCII.GetBytes(made.ToSecret() + "\n"));
        return made;
    }
}
