using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>A test item that stands in a row.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="File">The file of the benchmark.</param>
/// <param name="Row">The item's row in that file, from 1.</param>
/// <param name="Form">In which form it stands there.</param>
/// <param name="Words">The length of the longest n-gram that both have in common, in words.</param>
/// <param name="Share">The fraction of the item's words that stand in the row in their order, 0 to 1.</param>
/// <param name="IsAnswer">Whether the text is the item's answer; otherwise its question.</param>
/// <param name="Spans">Where it stands in the row.</param>
public sealed record BenchmarkMatch(
    string Benchmark, string File, long Row, MatchForm Form, int Words, double Share, bool IsAnswer, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>Whether the item counts as found: a part of it alone does not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFound => Form != MatchForm.InPart;
}
