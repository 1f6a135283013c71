using System.Text;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Disclosing;

/// <summary>An answered challenge.</summary>
/// <param name="File">The bytes of the file with the opened rows.</param>
/// <param name="Drawn">How many draws there were.</param>
/// <param name="Opened">How many different rows were opened.</param>
/// <param name="Reveal">The leaf of the revealed nonce.</param>
public sealed record AnsweredChallenge(ReadOnlyMemory<byte> File, long Drawn, long Opened, long Reveal);

/// <summary>The owner's side of an audit: takes challenges on the record, and opens the rows that they draw.</summary>
/// <param name="workspace">The data directory and the log.</param>
public sealed class AuditedService(WorkspaceContext workspace)
{
    private readonly DisclosureLog _log = new(workspace);

    /// <summary>Puts a challenge on the record and has a checkpoint cosigned that covers it.</summary>
    /// <param name="path">The auditor's file.</param>
    /// <param name="proof">The file to write for the auditor.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The leaf.</returns>
    /// <exception cref="WorkspaceException">When the challenge is about no commitment of this log, or a witness it names does not cosign.</exception>
    public async Task<long> AcceptAsync(string path, string proof, CancellationToken cancellation)
    {
        var challenge = Read(path, b => Challenge.Read(b));
        var corpus = CommittedCorpus.Read(await _log.DocumentAsync(challenge.CommitmentLeaf, cancellation));
        Checked(path, () => challenge.Check(corpus));
        var leaf = await _log.AppendAsync(challenge.Write(), [challenge.CommitmentLeaf], cancellation);
        var made = await new LogService(workspace).ProveAsync(leaf, [DisclosureLog.Member], proof, cancellation);
        return challenge.Witnesses.FirstOrDefault(w => !made.Proof.Checkpoint.Note.IsSignedBy(w)) is { } missing
            ? throw new WorkspaceException(
                ErrorKind.Unavailable,
                $"The challenge is leaf {leaf}, but {missing.Name} did not cosign the checkpoint. Name this witness in the log's policy, then accept it again.")
            : leaf;
    }

    /// <summary>Puts the revealed nonce on the record, draws the sample and opens its rows.</summary>
    /// <param name="folder">The folder of the commitment.</param>
    /// <param name="path">The auditor's file with the nonce.</param>
    /// <param name="output">The file to write; null to write none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the nonce or the checkpoint is not the right one, or the corpus changed.</exception>
    public async Task<AnsweredChallenge> OpenAsync(string folder, string path, string? output, CancellationToken cancellation)
    {
        var (corpus, rows, source) = new CommitService(workspace).Open(folder);
        using var _ = rows;
        var reveal = Read(path, b => Reveal.Read(b));
        var challenge = Challenge.Read(await _log.DocumentAsync(reveal.ChallengeLeaf, cancellation));
        var seed = Checked(path, () =>
        {
            challenge.Check(corpus);
            return reveal.Seed(challenge);
        });
        var first = Checked(path, () => SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(reveal.Checkpoint)));
        using (var store = await LogAccess.ReadAsync(workspace, cancellation))
        {
            CheckOurs(store, first, path);
        }

        // On the record before anything is shown: whoever gets a look has left a trace.
        var leaf = await _log.AppendAsync(reveal.Write(), [reveal.ChallengeLeaf], cancellation);
        var sample = AuditSample.Draw(corpus, challenge, seed);
        var opening = new AuditOpening(rows, challenge.Unit, sample);
        var contents = await CommitService.ContentsAsync(folder, source, opening.Wanted, cancellation);
        var (nodes, blocks, opened) = opening.Open(contents);
        byte[] bytes;
        using (var store = await LogAccess.ReadAsync(workspace, cancellation))
        {
            var last = TreeVerifier.ReadCheckpoint(store, []);
            bytes = new AuditFile(
                reveal.Checkpoint,
                NoteOf(last, Keys(store), challenge.Witnesses),
                DisclosureLog.Prove(store, challenge.CommitmentLeaf, first.Checkpoint.Size),
                DisclosureLog.Prove(store, reveal.ChallengeLeaf, first.Checkpoint.Size),
                DisclosureLog.Prove(store, leaf, last.Checkpoint.Size),
                nodes,
                blocks,
                opened).Write();
        }

        if (output is not null)
        {
            PrivateFiles.Replace(output, bytes);
        }

        return new AnsweredChallenge(bytes, sample.Sum(s => (long)s.Units.Count), opened.Count, leaf);
    }

    /// <summary>Proves that a row is committed to, or that no row is equal to it.</summary>
    /// <param name="folder">The folder of the commitment.</param>
    /// <param name="content">SHA-256 of the row's content.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Whether it is committed to.</returns>
    /// <exception cref="WorkspaceException">When the folder is damaged, or the corpus changed.</exception>
    public async Task<bool> ProveAsync(string folder, Digest content, string output, CancellationToken cancellation)
    {
        var (corpus, rows, source) = new CommitService(workspace).Open(folder);
        using var _ = rows;
        PresentRow? present = null;
        IReadOnlyList<DistinctPlace> neighbours = [];
        if (rows.Find(content, cancellation) is { } place)
        {
            var opening = new AuditOpening(rows, [place]);
            var contents = await CommitService.ContentsAsync(folder, source, opening.Wanted, cancellation);
            var (nodes, blocks, opened) = opening.Open(contents);
            present = new PresentRow(nodes, blocks[0], opened[0]);
        }
        else
        {
            neighbours = await Task.Run(() => new CommitService(workspace).Neighbours(folder, corpus, content), cancellation);
        }

        var proved = Roundtable.Record.Proofs.LeafProof.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, CommitService.ProofFile), cancellation));
        using var store = await LogAccess.ReadAsync(workspace, cancellation);
        var last = TreeVerifier.ReadCheckpoint(store, []);
        var policy = workspace.Variable(LogAccess.PolicyVariable) ?? Path.Combine(workspace.DataDirectory, "policy");
        var witnesses = File.Exists(policy) ? PolicyFile.Read(policy)!.Witnesses : [];
        var file = new RowProof(
            NoteOf(last, Keys(store), [.. witnesses.Select(w => w.Key)]),
            DisclosureLog.Prove(store, proved.Proof.Index, last.Checkpoint.Size),
            content,
            present,
            neighbours);
        PrivateFiles.Replace(output, file.Write());
        return present is not null;
    }

    /// <summary>A checkpoint with the signatures of the log and of certain witnesses alone: not everybody could verify more.</summary>
    internal static string NoteOf(SignedCheckpoint checkpoint, IReadOnlyList<VerifierKey> keys, IReadOnlyList<VerifierKey> witnesses)
    {
        var note = checkpoint.Note;
        var signer = keys.Where(k => k.Name == checkpoint.Checkpoint.Origin).LastOrDefault(note.IsSignedBy)
            ?? throw new WorkspaceException(ErrorKind.BadData, "The checkpoint is not signed by any known key of the log.");
        return Encoding.UTF8.GetString(
            note.WithOnly([note.SignatureOf(signer), .. witnesses.Where(note.IsSignedBy).Select(note.SignatureOf)]).ToBytes());
    }

    /// <summary>Reads a file that an auditor or an owner gave.</summary>
    /// <exception cref="WorkspaceException">When it is missing or not what it should be.</exception>
    internal static T Read<T>(string path, Func<byte[], T> read)
    {
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
        }

        var bytes = File.ReadAllBytes(path);
        return Checked(path, () => read(bytes));
    }

    /// <summary>Does something with what was read from a file.</summary>
    /// <exception cref="WorkspaceException">When it does not hold.</exception>
    internal static T Checked<T>(string path, Func<T> check)
    {
        try
        {
            return check();
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)}: {Neutralise.Line(e.Message.TrimEnd('.'))}.", e);
        }
    }

    private static void Checked(string path, Action check) => Checked(path, () =>
    {
        check();
        return true;
    });

    private static IReadOnlyList<VerifierKey> Keys(LogStore store) =>
        VerifierKey.ParseList(Encoding.UTF8.GetString(store.Read(ILogResources.Keys) ?? []));

    private static void CheckOurs(LogStore store, SignedCheckpoint first, string path)
    {
        var head = TreeVerifier.ReadCheckpoint(store, []).Checkpoint;
        if (first.Checkpoint.Origin != head.Origin || first.Checkpoint.Size > head.Size
            || new Digest(CheckedTree.Load(head, store).Hash(0, first.Checkpoint.Size)) != first.Checkpoint.Root)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} names a checkpoint that is not of this log.");
        }
    }
}
