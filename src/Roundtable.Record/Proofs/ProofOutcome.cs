using System.Globalization;

namespace Roundtable.Record.Proofs;

/// <summary>The result of making a proof of a leaf.</summary>
public abstract record ProofOutcome
{
    private ProofOutcome()
    {
    }

    /// <summary>The proof was made.</summary>
    /// <param name="Proof">The proof.</param>
    public sealed record Made(LeafProof Proof) : ProofOutcome;

    /// <summary>No proof can be made, for the reason that the derived type states.</summary>
    public abstract record Refused : ProofOutcome
    {
        /// <summary>The reason as one sentence.</summary>
        public abstract string Why { get; }
    }

    /// <summary>The published checkpoint does not cover the leaf yet; a later one will.</summary>
    /// <param name="Leaf">Index of the leaf.</param>
    /// <param name="Size">How many leaves the checkpoint covers.</param>
    public sealed record NotCovered(long Leaf, long Size) : Refused
    {
        /// <inheritdoc/>
        public override string Why =>
            string.Create(CultureInfo.InvariantCulture, $"The log's checkpoint covers {Size} leaves; leaf {Leaf} is not among them.");
    }

    /// <summary>The leaf commits to no such member.</summary>
    /// <param name="Leaf">Index of the leaf.</param>
    /// <param name="Member">Name of the member.</param>
    /// <param name="Members">Names of the members that it commits to.</param>
    public sealed record NoCommitment(long Leaf, string Member, IReadOnlyList<string> Members) : Refused
    {
        /// <inheritdoc/>
        public override string Why => string.Create(
            CultureInfo.InvariantCulture,
            $"Leaf {Leaf} has no commitment to '{Member}'; it has {(Members.Count == 0 ? "none" : string.Join(", ", Members))}.");
    }

    /// <summary>The member's content was erased.</summary>
    /// <param name="Leaf">Index of the leaf.</param>
    /// <param name="Member">Name of the member.</param>
    public sealed record Erased(long Leaf, string Member) : Refused
    {
        /// <inheritdoc/>
        public override string Why => string.Create(CultureInfo.InvariantCulture, $"The {Member} of leaf {Leaf} was erased and can no longer be opened.");
    }
}
