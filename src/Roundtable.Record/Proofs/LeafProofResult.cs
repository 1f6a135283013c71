using System.Globalization;

namespace Roundtable.Record.Proofs;

/// <summary>The outcome of proving a leaf.</summary>
public abstract record LeafProofResult
{
    private LeafProofResult()
    {
    }

    /// <summary>The proof was made.</summary>
    /// <param name="Proof">The proof.</param>
    public sealed record Proved(LeafProof Proof) : LeafProofResult;

    /// <summary>There is no proof, for a reason that the caller can act on.</summary>
    /// <param name="Message">The reason, in one sentence.</param>
    public abstract record Refused(string Message) : LeafProofResult;

    /// <summary>The log's published checkpoint does not cover the leaf; the next checkpoint may.</summary>
    /// <param name="Index">Index of the leaf.</param>
    /// <param name="Size">Number of leaves that the checkpoint covers.</param>
    public sealed record NotCovered(long Index, long Size) : Refused(
        string.Create(CultureInfo.InvariantCulture, $"The log's checkpoint covers {Size} leaves; leaf {Index} is not among them."));

    /// <summary>A field cannot be opened: the leaf has no commitment to it, or its content was erased.</summary>
    /// <param name="Field">Name of the field.</param>
    /// <param name="Message">The reason, in one sentence.</param>
    public sealed record CannotOpen(string Field, string Message) : Refused(Message);
}
