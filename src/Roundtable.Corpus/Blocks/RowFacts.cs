using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Languages;
using Roundtable.Corpus.Sensitive;

namespace Roundtable.Corpus.Blocks;

/// <summary>What else is known of a row by itself, beside its origin.</summary>
/// <param name="Language">The language of most of its text, as a tag of BCP 47; "und" where it cannot be told.</param>
/// <param name="Tokens">The number of its tokens; 0 where they are not counted.</param>
/// <param name="Benchmarks">The test items that stand in it.</param>
/// <param name="Sensitive">The keys and personal data in it.</param>
internal sealed record RowFacts(string Language, int Tokens, IReadOnlyList<BenchmarkMatch> Benchmarks, IReadOnlyList<SensitiveFinding> Sensitive)
{
    /// <summary>Nothing.</summary>
    public static RowFacts None { get; } = new(LanguageDetector.Undetermined, 0, [], []);
}
