using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.References;

namespace Roundtable.Corpus.Labelling;

/// <summary>External knowledge for labelling rows.</summary>
/// <param name="References">The collections that rows are compared with.</param>
/// <param name="Attestations">The attestations that apply.</param>
/// <param name="Benchmarks">The test items that are looked for; null for none.</param>
/// <param name="Tokens">Counts the tokens of a text; null where they are not counted. Thread-safe.</param>
public sealed record RowKnowledge(
    IReadOnlyList<ReferenceStore> References, IReadOnlyList<Attestation> Attestations, BenchmarkIndex? Benchmarks = null, Func<string, long>? Tokens = null)
{
    /// <summary>No external knowledge.</summary>
    public static RowKnowledge None { get; } = new([], []);
}
