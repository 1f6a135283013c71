using Roundtable.Corpus.Origins;
using Roundtable.Corpus.References;

namespace Roundtable.Corpus.Labelling;

/// <summary>What is known from elsewhere when rows are labelled.</summary>
/// <param name="References">Collections that rows are held against.</param>
/// <param name="Attestations">What people signed for.</param>
public sealed record RowKnowledge(IReadOnlyList<ReferenceStore> References, IReadOnlyList<Attestation> Attestations)
{
    /// <summary>Nothing.</summary>
    public static RowKnowledge None { get; } = new([], []);
}
