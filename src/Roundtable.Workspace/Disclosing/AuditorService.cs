using System.Security.Cryptography;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Proofs;
using Roundtable.Record.Witnesses;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Disclosing;

/// <summary>What an auditor wants to draw.</summary>
/// <param name="Draws">How many draws.</param>
/// <param name="Unit">What is drawn by.</param>
/// <param name="ByClass">Whether they are shared among the classes by size, rather than drawn from all rows at once.</param>
/// <param name="Each">Whether <paramref name="Draws"/> is the number for each class.</param>
/// <param name="Alpha">The risk that a bound does not hold.</param>
public sealed record SampleRequest(long Draws, Unit Unit, bool ByClass, bool Each, double Alpha);

/// <summary>What an auditor trusts: the log's keys, and the witnesses.</summary>
/// <param name="Keys">The log's keys, at least one.</param>
/// <param name="Policy">The witnesses; null for none.</param>
public sealed record AuditTrust(IReadOnlyList<VerifierKey> Keys, TrustPolicy? Policy)
{
    /// <summary>The witnesses whose cosignatures decide the sample.</summary>
    public IReadOnlyList<VerifierKey> Witnesses => [.. (Policy?.Witnesses ?? []).Select(w => w.Key)];
}

/// <summary>
/// The auditor's side: asks, reveals the nonce when nobody can change the sample any more, and judges what was opened. It needs no log of its own.
/// </summary>
/// <param name="workspace">The auditor's data directory, whose registry and references rows are judged with.</param>
public sealed class AuditorService(WorkspaceContext workspace)
{
    /// <summary>Makes a challenge, and keeps its nonce in a file of its own.</summary>
    /// <param name="proof">The proof of the commitment that the owner published.</param>
    /// <param name="trust">What is trusted.</param>
    /// <param name="sample">What is wanted.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="output">The file for the owner.</param>
    /// <param name="nonce">The file for the nonce, which nobody else may see until it is revealed.</param>
    /// <exception cref="WorkspaceException">When the proof does not hold, or the sample cannot be drawn.</exception>
    public static (CommittedCorpus Corpus, Challenge Challenge) Ask(
        string proof, AuditTrust trust, SampleRequest sample, string by, string output, string nonce)
    {
        if (File.Exists(nonce))
        {
            throw new WorkspaceException(
                ErrorKind.Unwritable, $"{Neutralise.Line(nonce)} is there already: the nonce of another challenge. Name another file.");
        }

        var (index, document, _, _) = Proved(proof, trust);
        var corpus = AuditedService.Checked(proof, () => CommittedCorpus.Read(document));
        var sums = corpus.Root.Sums;
        IReadOnlyList<Stratum> strata = sample.Each ? [.. sums.Amounts.Where(a => a.Amount.In(sample.Unit) > 0).Select(a => new Stratum(a.Class, sample.Draws))]
            : sample.ByClass ? AuditSample.Proportional(sums, sample.Unit, sample.Draws)
            : [new Stratum(null, sample.Draws)];
        var bytes = RandomNumberGenerator.GetBytes(Challenge.NonceLength);
        var challenge = new Challenge(index, corpus.Root.Hash, Digest.Of(bytes), by, sample.Unit, strata, sample.Alpha, trust.Witnesses);
        try
        {
            challenge.Check(corpus);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(proof)}: {e.Message}.", e);
        }

        PrivateFiles.Replace(nonce, System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes) + "\n"));
        File.WriteAllBytes(output, challenge.Write());
        return (corpus, challenge);
    }

    /// <summary>Reveals the nonce of a challenge that the owner has put on the record.</summary>
    /// <param name="proof">The proof of the challenge that the owner gave.</param>
    /// <param name="trust">What is trusted.</param>
    /// <param name="nonce">The file with the nonce.</param>
    /// <param name="output">The file for the owner.</param>
    /// <returns>The challenge, its leaf, and the checkpoint that decides the sample.</returns>
    /// <exception cref="WorkspaceException">When the proof does not hold, its challenge is another one, or witnesses did not cosign.</exception>
    public static (Challenge Challenge, long Leaf, Checkpoint First) Reveal(string proof, AuditTrust trust, string nonce, string output)
    {
        var (index, document, checkpoint, signer) = Proved(proof, trust);
        var challenge = AuditedService.Checked(proof, () => Challenge.Read(document));
        if (!challenge.Witnesses.SequenceEqual(trust.Witnesses))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{Neutralise.Line(proof)} names other witnesses than your policy: give the policy that it was made with.");
        }

        var text = AuditedService.NoteOf(checkpoint, [signer], challenge.Witnesses);
        var reveal = new Reveal(index, text, AuditedService.Read(nonce, b => System.Text.Encoding.ASCII.GetString(b).TrimEnd('\n')));
        AuditedService.Checked(nonce, () => reveal.Seed(challenge));
        File.WriteAllBytes(output, reveal.Write());
        return (challenge, index, checkpoint.Checkpoint);
    }

    /// <summary>Verifies an answer and judges every opened row anew.</summary>
    /// <param name="path">The owner's file.</param>
    /// <param name="trust">What is trusted.</param>
    /// <param name="judging">How rows are judged.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the file does not hold, or what it is judged by is damaged.</exception>
    public Task<(VerifiedAudit Audit, AuditResult Result)> JudgeAsync(string path, AuditTrust trust, RowJudging judging, CancellationToken cancellation) =>
        JudgeAsync(AuditedService.Read(path, b => b), path, trust, judging, cancellation);

    /// <summary>Verifies an answer that is in no file and judges every opened row anew.</summary>
    /// <param name="bytes">The owner's answer.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="trust">What is trusted.</param>
    /// <param name="judging">How rows are judged.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When it does not hold, or what it is judged by is damaged.</exception>
    public async Task<(VerifiedAudit Audit, AuditResult Result)> JudgeAsync(
        byte[] bytes, string name, AuditTrust trust, RowJudging judging, CancellationToken cancellation)
    {
        var audit = AuditedService.Checked(name, () => AuditVerifier.Verify(AuditFile.Read(bytes), trust.Keys, trust.Policy));
        var judge = await AuditJudge.MakeAsync(workspace, audit, judging, cancellation);
        return (audit, AuditResult.Of(audit, judge.WhyWrong));
    }

    /// <summary>Puts what an audit came to on the record of this data directory, where its pages and those of its organisation tell it.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="result">What it came to.</param>
    /// <param name="judging">How rows were judged.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Its leaf.</returns>
    /// <exception cref="WorkspaceException">When the log cannot be written.</exception>
    public Task<long> RecordAsync(VerifiedAudit audit, AuditResult result, RowJudging judging, CancellationToken cancellation) =>
        new DisclosureLog(workspace).AppendAsync(AuditFinding.Of(audit, result, judging.By(audit)).Write(), [], cancellation);

    private static (long Index, byte[] Document, SignedCheckpoint Checkpoint, VerifierKey Signer) Proved(string path, AuditTrust trust)
    {
        var proof = AuditedService.Read(path, b => LeafProof.Parse(b));
        return AuditedService.Checked(path, () =>
        {
            var (leaf, signer) = proof.Verify(trust.Keys, trust.Policy);
            return leaf.Kind == LeafKind.Disclosure && proof.Opened.TryGetValue(DisclosureLog.Member, out var document)
                ? (proof.Proof.Index, document.Content, proof.Proof.Checkpoint, signer)
                : throw new FormatException("it proves another leaf than that of a disclosure");
        });
    }
}
