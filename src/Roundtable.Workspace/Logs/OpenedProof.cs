using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Logs;

/// <summary>Proofs that the site hands out: a model's answer is opened where it is still kept; everything else stays closed.</summary>
public static class OpenedProof
{
    private const string Output = "output";

    /// <summary>Proves a leaf; refused only where no checkpoint covers it yet.</summary>
    /// <exception cref="DamagedLogException">When the log is damaged.</exception>
    public static ProofOutcome TryMake(LogStore log, long leaf) =>
        LeafProof.TryMake(log, leaf, [Output]) is not (ProofOutcome.NoCommitment or ProofOutcome.Erased) and var result
            ? result
            : LeafProof.TryMake(log, leaf, []);
}
