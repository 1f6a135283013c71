using Roundtable.Disclosure.Attestations;
using Roundtable.Disclosure.Standards;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Workspace.Disclosing;

/// <summary>An attestation that is on the record.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Proof">The file with the proof of its leaf.</param>
/// <param name="Statement">What it says.</param>
/// <param name="Leaf">Its leaf.</param>
/// <param name="SignedBy">The log's key that signed it.</param>
public sealed record MadeAttestation(string Path, string Proof, FileStatement Statement, long Leaf, VerifierKey SignedBy);

/// <summary>Attests with the log's key, and on the record, that files are those of a model or a dataset of the registry.</summary>
/// <param name="workspace">The data directory, its registry and its log.</param>
public sealed class AttestationService(WorkspaceContext workspace)
{
    /// <summary>The name of an attestation for which no other is given.</summary>
    public const string DefaultName = "attestation.sigstore.json";

    /// <summary>Attests files.</summary>
    /// <param name="paths">Files and folders, below the folder of <paramref name="output"/>.</param>
    /// <param name="of">The model or dataset, as a person names it.</param>
    /// <param name="output">The file to write; null for <see cref="DefaultName"/> in or beside the first of <paramref name="paths"/>.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such file or entry, or the log's key is not here.</exception>
    /// <exception cref="IOException">When a file cannot be read or written.</exception>
    public async Task<MadeAttestation> AttestAsync(IReadOnlyList<string> paths, string of, string? output, CancellationToken cancellation)
    {
        if (paths.FirstOrDefault(p => !Path.Exists(p)) is { } missing)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file or folder {Neutralise.Line(missing)}.");
        }

        RegisteredEntry entry;
        using (var access = await RegistryAccess.OpenAsync(workspace, cancellation))
        {
            entry = EntryLookup.Find(access.Registry, of);
        }

        var id = entry.Entry.Id;
        if (id.Kind is not (EntryKind.Model or EntryKind.Dataset))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{Neutralise.Line(id.ToString())} is neither a model nor a dataset: files are attested for those.");
        }

        output ??= Path.Combine(Directory.Exists(paths[0]) ? paths[0] : Path.GetDirectoryName(Path.GetFullPath(paths[0]))!, DefaultName);
        var (files, folders) = await Task.Run(() => Files(paths, output, cancellation), cancellation);
        var key = await KeyAsync(cancellation);
        var statement = new FileStatement(files, folders, new PublishedEntry(entry.Entry).Address, entry.Digest, entry.Leaf, key.Verifier.Name);
        var bundle = AttestationBundle.Sign(statement, key);
        if (bundle.Payload.Length > FileStatement.MaxBytes)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{files.Count} files are too many for one attestation: attest parts of them apart, or archives.");
        }

        var leaf = await new DisclosureLog(workspace).AppendAsync(bundle.Payload, entry.Leaf is { } recorded ? [recorded] : [], cancellation);
        var beside = output + AttestationBundle.ProofEnd;
        var proof = await new LogService(workspace).ProveAsync(leaf, [DisclosureLog.Member], beside, cancellation);
        var verified = AuditedService.Checked(output, () => VerifiedAttestation.Verify(bundle, proof, proof.Keys, null));
        PrivateFiles.Replace(output, bundle.Write());
        return new MadeAttestation(output, beside, statement, leaf, verified.SignedBy);
    }

    private static (IReadOnlyList<AttestedFile> Files, IReadOnlyList<string> Folders) Files(
        IReadOnlyList<string> paths, string output, CancellationToken cancellation)
    {
        try
        {
            var (files, folders) = AttestedFiles.Read(paths, output, cancellation);
            return files.Count > 0 ? (files, folders) : throw new FormatException("There is no file in what is named");
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(e.Message)}.", e);
        }
    }

    /// <summary>The log's key; a log is begun where there is none.</summary>
    private async Task<SigningKey> KeyAsync(CancellationToken cancellation)
    {
        await using (await LogAccess.OpenPatientlyAsync(workspace, cancellation))
        {
            return LogAccess.ReadSigningKey(workspace) ?? throw new WorkspaceException(
                ErrorKind.Unavailable, $"The log's secret key is not here: give it with {LogAccess.KeyVariable}.");
        }
    }
}
