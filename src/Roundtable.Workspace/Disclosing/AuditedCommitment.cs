using System.Globalization;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Record.Verifying;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Disclosing;

/// <summary>An audit of a commitment, as far as it went.</summary>
/// <param name="Leaf">The leaf of the challenge.</param>
/// <param name="Time">When the challenge was put on the record.</param>
/// <param name="Challenge">The challenge.</param>
/// <param name="Revealed">The leaf of the revealed nonce, after which rows were opened; null where none is on the record.</param>
/// <param name="Findings">What those who judged it found, with the leaves that say so.</param>
public sealed record RecordedAudit(
    long Leaf, DateTimeOffset Time, Challenge Challenge, long? Revealed, IReadOnlyList<(long Leaf, AuditFinding Finding)> Findings)
{
    /// <summary>How far it went, in a sentence without a full stop.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Neutralise.Line(Challenge.By)} asked for {Challenge.Strata.Sum(s => s.Draws):N0} draws on {Time.UtcDateTime:yyyy-MM-dd}")
        + (Findings.Count > 0 ? $"; {string.Join("; ", Findings.Select(f => f.Finding))}"
            : Revealed is null ? "; no rows were opened so far" : "; rows were opened, and what was found is not on the record");
}

/// <summary>A commitment on the record, and the audits of it.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Time">When it was put on the record.</param>
/// <param name="Corpus">What was committed to.</param>
/// <param name="Audits">The audits, the first first. An audit that was begun stays among them, whether it was answered or not.</param>
public sealed record AuditedCommitment(long Leaf, DateTimeOffset Time, CommittedCorpus Corpus, IReadOnlyList<RecordedAudit> Audits)
{
    /// <summary>Each audit in a sentence, with the newest leaf that says so.</summary>
    public IReadOnlyList<(string Text, long Leaf)> Summaries => [.. Audits.Select(a => (
        a.Summary, a.Findings.Count > 0 ? a.Findings[^1].Leaf : a.Revealed ?? a.Leaf))];

    /// <summary>The commitments on the record, the newest first.</summary>
    /// <param name="access">The index and the log.</param>
    public static IReadOnlyList<AuditedCommitment> All(RegistryAccess access)
    {
        var recorded = RecordedDisclosure.All(access).Reverse().ToList();
        var reveals = recorded.OfType<RecordedDisclosure.OfReveal>().ToLookup(r => r.ChallengeLeaf);
        var origin = access.Log is { } log && recorded.Count > 0 ? TreeVerifier.ReadCheckpoint(log, []).Checkpoint.Origin : null;
        var findings = recorded.OfType<RecordedDisclosure.OfFinding>().Where(f => f.Finding.Log == origin).ToLookup(f => f.Finding.Challenge);
        var challenges = recorded.OfType<RecordedDisclosure.OfChallenge>().ToLookup(c => c.Challenge.CommitmentLeaf);
        return
        [
            .. recorded.OfType<RecordedDisclosure.OfCommitment>().Reverse().Select(c => new AuditedCommitment(
                c.Leaf,
                c.Time,
                c.Corpus,
                [
                    .. challenges[c.Leaf].Where(a => a.Challenge.Root == c.Corpus.Root.Hash).Select(a => new RecordedAudit(
                        a.Leaf,
                        a.Time,
                        a.Challenge,
                        reveals[a.Leaf].FirstOrDefault()?.Leaf,
                        [.. findings[a.Leaf].Where(f => f.Finding.Root == c.Corpus.Root.Hash).Select(f => (f.Leaf, f.Finding))])),
                ])),
        ];
    }
}
